package org.polymeter.gateway.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.polymeter.codec.reading.Timestamps;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.profile.ProfileJson;

/** How the sorts of messages are sent (docs/profile.md, Topics and MQTT details): state is retained, facts expire. */
public final class Deliveries {

    private static final Duration FACTS_EXPIRE = Duration.ofDays(7);

    private static final List<Map.Entry<String, String>> PROFILE = List.of(Map.entry("profile", ProfileJson.PROFILE));

    public static final Delivery STATE = json(1, true);
    public static final Delivery FACT = json(1, false);
    public static final Delivery STATS = json(0, false);
    public static final Delivery RAW_JSON = json(0, false);

    /** Of use only to who waits for it. */
    public static final Delivery TRIAL =
            new Delivery(1, false, "application/json", true, PROFILE, Duration.ofMinutes(1));

    /** Values and status: plain text. */
    public static final Delivery TEXT = new Delivery(1, true, "text/plain", true, List.of(), Duration.ZERO);

    private Deliveries() {}

    /** A frame as it came, with what is known about it beside it. */
    public static Delivery rawBytes(Fact.Raw fact) {
        List<Map.Entry<String, String>> properties = new ArrayList<>();
        properties.add(Map.entry("protocol", fact.protocol()));
        properties.add(Map.entry("received", Timestamps.formatMillis(fact.received())));
        properties.add(Map.entry("encrypted", Boolean.toString(fact.encrypted())));
        if (!fact.topic().isEmpty()) {
            properties.add(Map.entry("topic", fact.topic()));
        }
        return new Delivery(0, false, "application/octet-stream", false, properties, FACTS_EXPIRE);
    }

    private static Delivery json(int qos, boolean state) {
        return new Delivery(qos, state, "application/json", true, PROFILE, state ? Duration.ZERO : FACTS_EXPIRE);
    }
}
