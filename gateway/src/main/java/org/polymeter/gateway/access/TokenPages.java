package org.polymeter.gateway.access;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /api/app/token}: tokens of programs. Their texts are told once, when they are made. */
final class TokenPages implements Pages {

    private static final String PATH = "/api/app/token";

    /** By which programs that look for leaked secrets recognise them. */
    private static final String PREFIX = "polymeter_";

    private static final int MOST = 50;
    private static final int LONGEST_NAME = 60;
    private static final int MOST_DAYS = 3_650;

    private final Access access;

    TokenPages(Access access) {
        this.access = access;
    }

    @Override
    public void addTo(Routes routes) {
        // a token that could make another would outlive itself
        routes.add(Method.GET, PATH, Right.CHANGE, this::list)
                .add(Method.POST, PATH, Right.OWN, call -> Form.read(call, this::make))
                .add(Method.DELETE, PATH + "/{id}", Right.OWN, this::delete);
    }

    private Answer list(Call call) {
        JsonWriter json = new JsonWriter().openArray();
        for (ApiToken token : access.tokens()) {
            write(token, json.openObject());
            json.closeObject();
        }
        return Answer.Document.json(json.closeArray().toBytes());
    }

    private void write(ApiToken token, JsonWriter json) {
        json.key("id").value(token.id()).key("name").value(token.name());
        json.key("right").value(AccessFile.word(token.right()));
        json.key("made").time(token.made());
        token.ends().ifPresent(end -> json.key("ends").time(end));
        json.key("over").value(token.isOver(access.now()));
    }

    private Answer make(Fields form) throws IOException {
        String name = form.text("name").orElse("").strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            return Answer.Problem.badRequest("'name' is what you call it, such as Home Assistant, with at most "
                    + LONGEST_NAME + " characters.");
        }
        Optional<Right> right = form.text("right").flatMap(AccessFile::right);
        if (right.isEmpty()) {
            return Answer.Problem.badRequest("'right' is what it may do: read, inspect or change.");
        }
        Optional<Integer> days = form.number("days").filter(it -> it >= 1 && it <= MOST_DAYS);
        if (days.isEmpty() && form.has("days")) {
            return Answer.Problem.badRequest("'days' is how long it holds, from 1 to " + MOST_DAYS + ".");
        }
        return make(name, right.get(), days.map(Duration::ofDays));
    }

    private Answer make(String name, Right right, Optional<Duration> lasts) throws IOException {
        if (access.tokens().stream().anyMatch(token -> token.name().equals(name))) {
            return Answer.Problem.conflict("There is a token of this name. Delete it first, or take another name.");
        }
        if (access.tokens().size() >= MOST) {
            return Answer.Problem.conflict("There are " + MOST + " tokens. Delete one first.");
        }
        String text = PREFIX + Nonce.make();
        Instant now = access.now();
        ApiToken token = new ApiToken(Nonce.id(), name, right, now, lasts.map(now::plus), Nonce.hash(text));
        access.changeTokens(tokens -> {
            List<ApiToken> more = new ArrayList<>(tokens);
            more.add(token);
            return more;
        });
        JsonWriter json = new JsonWriter().openObject();
        write(token, json);
        return Answer.Document.json(json.key("token").value(text).closeObject().toBytes());
    }

    private Answer delete(Call call) throws IOException {
        String id = call.text("id");
        if (access.tokens().stream().noneMatch(token -> token.id().equals(id))) {
            return Answer.Problem.notFound("There is no such token; those there are, are in " + PATH + ".");
        }
        access.changeTokens(tokens ->
                tokens.stream().filter(token -> !token.id().equals(id)).toList());
        return Answer.Done.DONE;
    }
}
