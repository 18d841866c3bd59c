package org.polymeter.gateway.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.polymeter.gateway.config.Problem;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Body;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;

/** The configuration file by HTTP (docs/web.md, Settings). No answer has a secret in it. */
public final class SettingsPages implements Pages {

    private static final String SETTINGS = "/api/app/settings";
    private static final int UNPROCESSABLE = 422;

    /** RFC 4918, 11.5: the server cannot store what is needed for it. */
    private static final int UNSAVED = 507;

    /** By the word of a path, the list of the file. */
    private static final Map<String, String> LISTS =
            Map.of("source", "sources", "output", "outputs", "tariff", "tariffs", "price", "prices");

    private final SettingsFile file;

    public SettingsPages(SettingsFile file) {
        this.file = file;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, SETTINGS, Right.INSPECT, call -> settings());
        routes.add(Method.PUT, SETTINGS, Right.CHANGE, call -> change(call, this::text));
        routes.add(
                Method.PUT,
                "/api/app/setting/{key}",
                Right.CHANGE,
                call -> edit(
                        call,
                        body -> Edits.set(call.text("key"), body.get("value").orElse(new Tree.Nothing()))));
        routes.add(
                Method.DELETE,
                "/api/app/setting/{key}",
                Right.CHANGE,
                call -> change(
                        call,
                        body -> file.edit(
                                Edits.set(call.text("key"), new Tree.Nothing()), call.parameter("revision"))));
        LISTS.forEach((word, list) -> {
            String path = "/api/app/" + word;
            routes.add(Method.POST, path, Right.CHANGE, call -> edit(call, body -> Edits.add(list, body)));
            routes.add(
                    Method.PUT,
                    path + "/{id}",
                    Right.CHANGE,
                    call -> edit(call, body -> Edits.replace(list, call.text("id"), body)));
            routes.add(
                    Method.DELETE,
                    path + "/{id}",
                    Right.CHANGE,
                    call -> change(
                            call, body -> file.edit(Edits.remove(list, call.text("id")), call.parameter("revision"))));
        });
        routes.add(
                Method.PUT,
                "/api/app/meter/{id}",
                Right.CHANGE,
                call -> edit(call, body -> Edits.meter(call.text("id"), body)));
    }

    /** What a call does, given what it brought along. */
    private interface Change {
        SettingsFile.Done make(Tree.Branch body) throws Refusal;
    }

    private Answer edit(Call call, Function<Tree.Branch, SettingsFile.Edit> edit) throws IOException {
        return change(call, body -> file.edit(edit.apply(body), call.parameter("revision")));
    }

    private Answer change(Call call, Change change) throws IOException {
        try {
            return Answer.Document.json(json(change.make(body(call))));
        } catch (Refusal e) {
            return problem(e);
        }
    }

    private SettingsFile.Done text(Tree.Branch body) throws Refusal {
        String text =
                body.text("text").orElseThrow(() -> new Refusal(Refusal.Kind.UNSOUND, "The member 'text' is missing."));
        return file.replace(text, body.text("revision"));
    }

    private Answer settings() {
        SettingsFile.State state = file.state();
        JsonWriter json = new JsonWriter().openObject();
        json.key("file").value(file.name()).key("exists").value(state.exists());
        json.key("revision").value(state.revision());
        json.key("text").value(Secrets.masked(state.text()));
        try {
            json.key("tree").json(json(Secrets.masked(YamlText.of(state.text()).tree())));
        } catch (Refusal e) {
            json.key("tree").openObject().closeObject();
        }
        json.key("defaults").json(json(Defaults.of(file.configuration())));
        json.key("problems").json(json(state.problems()));
        strings(json.key("atNextStart"), state.atNextStart());
        return Answer.Document.json(json.closeObject().toBytes());
    }

    /** JSON is YAML. */
    private static Tree.Branch body(Call call) throws IOException, Refusal {
        byte[] bytes = call.body().read(Body.MOST);
        if (bytes.length == 0) {
            return Tree.Branch.EMPTY;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (YamlText.of(text).tree() instanceof Tree.Branch branch) {
                return branch;
            }
        } catch (CharacterCodingException e) {
            throw new Refusal(Refusal.Kind.UNSOUND, "The body is no UTF-8.");
        } catch (Refusal e) {
            throw new Refusal(Refusal.Kind.UNSOUND, "The body is no JSON."); // whose message may hold a secret
        }
        throw new Refusal(Refusal.Kind.UNSOUND, "The body is no JSON object.");
    }

    private static byte[] json(SettingsFile.Done done) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("revision").value(done.revision());
        strings(json.key("applied"), done.changes().applied());
        strings(json.key("failed"), done.changes().failed());
        strings(json.key("warnings"), done.warnings());
        strings(json.key("atNextStart"), done.changes().atNextStart());
        return json.closeObject().toBytes();
    }

    private static void strings(JsonWriter json, List<String> strings) {
        json.openArray();
        strings.forEach(json::value);
        json.closeArray();
    }

    private static Answer.Problem problem(Refusal refusal) {
        Answer.Problem problem = switch (refusal.kind()) {
            case ABSENT -> Answer.Problem.notFound(message(refusal));
            case OUTDATED -> Answer.Problem.conflict(message(refusal));
            case UNSOUND -> new Answer.Problem(UNPROCESSABLE, "Unprocessable Content", message(refusal), Map.of());
            case UNSAVED -> new Answer.Problem(UNSAVED, "Insufficient Storage", message(refusal), Map.of());
        };
        return refusal.problems().isEmpty() ? problem : problem.with(json(refusal.problems()));
    }

    private static String message(Refusal refusal) {
        return Optional.ofNullable(refusal.getMessage()).orElse("It cannot be done.");
    }

    /** Messages say first what is wrong, then what to write instead. */
    private static byte[] json(List<Problem> problems) {
        JsonWriter json = new JsonWriter().openArray();
        for (Problem problem : problems) {
            String[] parts = problem.message().split(" – ", 2);
            json.openObject();
            json.key("file").value(problem.where().file());
            json.key("line").value(problem.where().line());
            json.key("text").value(parts[0]);
            json.key("suggestion").value(parts.length > 1 ? parts[1] : "");
            json.key("excerpt").value(problem.excerpt()).closeObject();
        }
        return json.closeArray().toBytes();
    }

    private static byte[] json(Tree tree) {
        JsonWriter json = new JsonWriter();
        write(tree, json);
        return json.toBytes();
    }

    /** All values are texts, for that is how they are read. */
    private static void write(Tree tree, JsonWriter json) {
        switch (tree) {
            case Tree.Branch branch -> {
                json.openObject();
                branch.byKey().forEach((key, value) -> write(value, json.key(key)));
                json.closeObject();
            }
            case Tree.Items items -> {
                json.openArray();
                items.list().forEach(item -> write(item, json));
                json.closeArray();
            }
            case Tree.Leaf leaf -> json.value(leaf.value());
            case Tree.Nothing nothing -> json.value("");
        }
    }
}
