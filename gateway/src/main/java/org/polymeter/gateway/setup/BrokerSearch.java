package org.polymeter.gateway.setup;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.mqtt.TopicFilter;
import org.polymeter.gateway.profile.JsonWriter;

/** Looks for devices at a broker that speak a dialect we know. */
final class BrokerSearch {

    /** What a page can show. */
    private static final int MOST = 200;

    private static final String EVERYTHING = "#";

    private final BrokerAddress broker;
    private final List<String> own;
    private final Map<String, Found> found = new ConcurrentHashMap<>();

    /** {@code own}: filters of what this gateway publishes, which is not looked at. */
    BrokerSearch(BrokerAddress broker, List<String> own) {
        this.broker = broker;
        this.own = own;
    }

    /** Listens for so long; what the broker has kept comes first. */
    List<Found> run(Duration duration) throws IOException, InterruptedException {
        Opening opening = Opening.as(clientId());
        try (MqttLink link = MqttLink.open(broker, opening, (topic, payload, retained, acknowledgement) -> {
            hear(topic, payload, retained);
            acknowledgement.run();
        })) {
            link.subscribe(List.of(EVERYTHING), 0);
            Thread.sleep(duration);
            return found.values().stream()
                    .sorted((a, b) -> a.topic().compareTo(b.topic()))
                    .toList();
        }
    }

    static byte[] json(List<Found> found) {
        JsonWriter json = new JsonWriter().openObject().key("devices").openArray();
        for (Found device : found) {
            json.openObject().key("name").value(device.name());
            json.key("protocol").value(device.dialect()).key("topic").value(device.topic());
            json.key("kept").value(device.kept()).closeObject();
        }
        return json.closeArray().closeObject().toBytes();
    }

    /** No two clients of a broker may have the same. */
    static String clientId() {
        return "polymeter-setup-" + UUID.randomUUID().toString().substring(0, 8);
    }

    private void hear(String topic, byte[] payload, boolean retained) {
        boolean ours = own.stream().anyMatch(filter -> TopicFilter.matches(filter, topic));
        if (ours || found.size() >= MOST) {
            return;
        }
        Adapters.recognise(topic, payload)
                .ifPresent(adapter -> found.merge(
                        adapter.protocol() + " " + topic,
                        new Found(adapter.device(topic).orElse(topic), adapter.protocol(), topic, retained),
                        (before, now) -> now));
    }
}
