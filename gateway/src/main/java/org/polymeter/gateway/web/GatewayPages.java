package org.polymeter.gateway.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact;

/** {@code /api/1/gateway} and what is below it: this gateway, as its topics have it. */
final class GatewayPages {

    private static final String LIST = "/api/1/gateway";

    private final String gateway;
    private final Board board;
    private final Messages messages;

    GatewayPages(String gateway, Board board, Messages messages) {
        this.gateway = gateway;
        this.board = board;
        this.messages = messages;
    }

    void addTo(Routes routes) {
        routes.add(LIST, this::list);
        for (String leaf : List.of("status", "info", "stats")) {
            routes.add(LIST + "/{gateway}/" + leaf, call -> leaf(call, leaf));
        }
    }

    /** A list of one, so that a program that asks several gateways has one shape to read. */
    private Answer list(Call call) {
        JsonWriter json = new JsonWriter().openArray().openObject();
        json.key("gateway").value(gateway);
        for (Message message : known()) {
            json.key(message.sort());
            if (message.json()) {
                json.json(message.payload().toArray());
            } else {
                json.value(message.text());
            }
        }
        return Answer.Document.json(json.closeObject().closeArray().toBytes());
    }

    private Answer leaf(Call call, String leaf) {
        String asked = call.variable("gateway");
        if (!asked.equals(gateway)) {
            return Answer.Problem.notFound(
                    "No gateway is called '" + asked + "' here. This one is '" + gateway + "'; see " + LIST + ".");
        }
        return known().stream()
                .filter(message -> message.sort().equals(leaf))
                .<Answer>map(message -> new Answer.Document(message.contentType(), message.payload(), Map.of()))
                .findFirst()
                .orElseGet(() -> Answer.Problem.notFound(
                        "There is no " + leaf + " yet: counters are published once a minute. Ask again then."));
    }

    private List<Message> known() {
        List<Fact> facts = new ArrayList<>();
        board.gateway().ifPresent(facts::add);
        board.counted().ifPresent(facts::add);
        List<Message> known = new ArrayList<>(messages.greeting());
        known.addAll(messages.of(facts));
        return known;
    }
}
