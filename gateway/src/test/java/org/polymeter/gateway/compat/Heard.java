package org.polymeter.gateway.compat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/** Keeps what a rendering publishes: {@code topic payload}, with {@code kept} before what is retained. */
final class Heard implements Rendering.Outlet {

    final List<String> messages = new ArrayList<>();
    boolean lost;

    @Override
    public void publish(String topic, byte[] payload, Delivery delivery) throws IOException {
        if (lost) {
            throw new IOException("the connection is lost");
        }
        messages.add((delivery.retained() ? "kept " : "") + topic + " " + new String(payload, StandardCharsets.UTF_8));
    }

    static List<String> of(Rendering rendering, List<Fact> facts) throws IOException, InterruptedException {
        Heard heard = new Heard();
        for (Fact fact : facts) {
            rendering.render(fact, heard);
        }
        return heard.messages;
    }

    static List<String> of(Rendering rendering, Fact... facts) throws IOException, InterruptedException {
        return of(rendering, List.of(facts));
    }
}
