package org.polymeter.gateway.consumers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/** What a rendering says: the messages, and what a broker would have kept of them. */
public final class Said implements Rendering.Outlet {

    /** One message. */
    public record Message(String topic, String payload, boolean retained, int qos) {}

    public final List<Message> messages = new ArrayList<>();

    /** Retained payloads by topic. */
    public final Map<String, String> kept = new TreeMap<>();

    /** All that is said of these facts on a new connection. */
    public static Said by(Rendering rendering, List<? extends Fact> facts) {
        Said said = new Said();
        try {
            rendering.greet(said);
            said.more(rendering, facts);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return said;
    }

    /** And of some more facts. */
    public Said more(Rendering rendering, List<? extends Fact> facts) {
        try {
            for (Fact fact : facts) {
                rendering.render(fact, this);
            }
            rendering.idle(this);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    public List<String> topics() {
        return messages.stream().map(Message::topic).toList();
    }

    @Override
    public void publish(String topic, byte[] payload, Delivery delivery) {
        String text = new String(payload, StandardCharsets.UTF_8);
        messages.add(new Message(topic, text, delivery.retained(), delivery.qos()));
        if (delivery.retained() && text.isEmpty()) {
            kept.remove(topic);
        } else if (delivery.retained()) {
            kept.put(topic, text);
        }
    }
}
