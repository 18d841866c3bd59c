package org.polymeter.gateway.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /api/1/meter} and what is below it: the state of each meter, as its topics have it. */
final class MeterPages {

    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;
    private static final String LIST = "/api/1/meter";

    private final Board board;
    private final Messages messages;

    MeterPages(Board board, Messages messages) {
        this.board = board;
        this.messages = messages;
    }

    void addTo(Routes routes) {
        routes.add(LIST, this::list);
        routes.add(LIST + "/{meter}", this::one);
        for (String leaf : List.of("status", "info", "state")) {
            routes.add(LIST + "/{meter}/" + leaf, call -> leaf(call, leaf));
        }
        routes.add(LIST + "/{meter}/value/{name}", this::value);
    }

    /** By id; {@code after} an id, at most {@code limit}. */
    private Answer list(Call call) {
        Optional<Integer> limit = call.parameter("limit").map(MeterPages::limit).orElse(Optional.of(USUAL_LIMIT));
        if (limit.isEmpty()) {
            return Answer.Problem.badRequest(
                    "'limit' is how many meters you want at once, from 1 to " + HIGHEST_LIMIT + ".");
        }
        String after = call.parameter("after").orElse("");
        JsonWriter json = new JsonWriter().openArray();
        String last = "";
        int count = 0;
        for (Map.Entry<String, Board.Meter> entry :
                board.meters().tailMap(after, false).entrySet()) {
            if (count == limit.get()) {
                String next = LIST + "?limit=" + count + "&after=" + URLEncoder.encode(last, StandardCharsets.UTF_8);
                return Answer.Document.json(json.closeArray().toBytes()).with("Link", "<" + next + ">; rel=\"next\"");
            }
            write(entry.getKey(), entry.getValue(), json);
            last = entry.getKey();
            count++;
        }
        return Answer.Document.json(json.closeArray().toBytes());
    }

    private static Optional<Integer> limit(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            return Optional.empty();
        }
        return Optional.of(Integer.parseInt(text)).filter(limit -> limit >= 1 && limit <= HIGHEST_LIMIT);
    }

    private Answer one(Call call) {
        Board.Meter meter = board.meters().get(call.variable("meter"));
        if (meter == null) {
            return unknown(call);
        }
        JsonWriter json = new JsonWriter();
        write(call.variable("meter"), meter, json);
        return Answer.Document.json(json.toBytes());
    }

    /** Status, info and state in one; what is not known yet is left out. */
    private void write(String id, Board.Meter meter, JsonWriter json) {
        json.openObject().key("meter").value(id);
        for (Message message : messages.of(meter.facts())) {
            switch (message.sort()) {
                case "status" -> json.key("status").value(message.text());
                case "info", "state" ->
                    json.key(message.sort()).json(message.payload().toArray());
                default -> {}
            }
        }
        json.closeObject();
    }

    private Answer leaf(Call call, String leaf) {
        String id = call.variable("meter");
        return message(call, leaf)
                .orElseGet(() -> Answer.Problem.notFound(
                        "Nothing is known of the " + leaf + " of meter '" + id + "' yet. Ask again in a minute."));
    }

    private Answer value(Call call) {
        String name = call.variable("name");
        return message(call, "value/" + name)
                .orElseGet(() -> Answer.Problem.notFound("Meter '" + call.variable("meter") + "' has no value '" + name
                        + "' now. Those it has are in " + LIST + "/" + call.variable("meter") + "/state."));
    }

    private Optional<Answer> message(Call call, String tail) {
        String id = call.variable("meter");
        Board.Meter meter = board.meters().get(id);
        if (meter == null) {
            return Optional.of(unknown(call));
        }
        return messages.on("meter/" + id + "/" + tail, meter.facts())
                .map(message -> new Answer.Document(message.contentType(), message.payload(), Map.of()));
    }

    private static Answer unknown(Call call) {
        return Answer.Problem.notFound(
                "No meter is called '" + call.variable("meter") + "'. Those there are, are in " + LIST + ".");
    }
}
