package org.polymeter.gateway.setup;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.security.KeyText;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.TopicFilter;
import org.polymeter.gateway.setup.Asked.NonsenseException;
import org.polymeter.gateway.source.LineSettings;

/** Reads what somebody wants, in the words of polymeter.yaml. */
final class OrderReader {

    private static final int HIGHEST_PORT = 65_535;
    private static final int PLAIN_MQTT = 1883;
    private static final int TLS_MQTT = 8883;
    private static final int MOST_LINES = 8;
    private static final String HOST = "[A-Za-z0-9._:-]{1,253}";

    private final ZoneId usualZone;

    OrderReader(ZoneId usualZone) {
        this.usualZone = usualZone;
    }

    Order read(Asked asked) throws NonsenseException {
        return new Order(where(asked), lines(asked), dialogue(asked), zone(asked), keys(asked));
    }

    static BrokerAddress broker(Asked asked) throws NonsenseException {
        Asked broker = asked.object("broker");
        boolean tls = broker.flag("tls");
        String host = host(broker.needed("host", "where the broker is, such as 192.168.1.5"));
        return new BrokerAddress(
                host,
                broker.number("port", tls ? TLS_MQTT : PLAIN_MQTT, HIGHEST_PORT),
                broker.number("version", 5, 5) == 3 ? 3 : 5,
                tls,
                Optional.empty(),
                broker.text("user"),
                broker.text("password"),
                Optional.empty());
    }

    private static Where where(Asked asked) throws NonsenseException {
        String type = asked.needed("type", "serial, tcp or mqtt");
        return switch (type) {
            case "serial" -> new Where.Serial(port(asked.needed("port", "a port, such as /dev/ttyUSB0")));
            case "tcp" ->
                new Where.Tcp(
                        host(asked.needed("host", "a name or an address")), asked.number("port", 0, HIGHEST_PORT));
            case "mqtt" -> device(asked);
            default -> throw new NonsenseException("'type': expected serial, tcp or mqtt");
        };
    }

    private static Where device(Asked asked) throws NonsenseException {
        String dialect = asked.needed("protocol", "one of " + String.join(", ", Adapters.names()));
        String topic = asked.needed("topic", "a topic, such as tele/meter/SENSOR");
        if (Adapters.named(dialect).isEmpty()) {
            throw new NonsenseException("'protocol': expected one of " + String.join(", ", Adapters.names()));
        }
        if (!TopicFilter.isSound(topic) || topic.equals("#")) {
            throw new NonsenseException("'topic': expected a topic, such as tele/meter/SENSOR");
        }
        return new Where.Device(broker(asked), dialect, topic);
    }

    /** A path of a device, or COM3; nothing else on this computer is opened. */
    private static String port(String text) throws NonsenseException {
        boolean plain = text.matches("/[A-Za-z0-9/._:+@-]{1,250}|(?i)COM\\d{1,3}");
        if (!plain || text.contains("/../")) {
            throw new NonsenseException("'port': expected a port, such as /dev/ttyUSB0 or COM3");
        }
        return text;
    }

    private static String host(String text) throws NonsenseException {
        if (!text.matches(HOST)) {
            throw new NonsenseException("'host': expected a name or an address, such as 192.168.1.40");
        }
        return text;
    }

    private static List<LineSettings> lines(Asked asked) throws NonsenseException {
        List<LineSettings> lines = new ArrayList<>();
        for (String text : asked.texts("lines").stream().limit(MOST_LINES).toList()) {
            try {
                lines.add(LineSettings.parse(text));
            } catch (IllegalArgumentException e) {
                throw new NonsenseException("'lines': " + e.getMessage());
            }
        }
        return lines;
    }

    private static Optional<String> dialogue(Asked asked) throws NonsenseException {
        Optional<String> dialogue = asked.text("dialogue").filter(word -> !word.equals("none"));
        if (dialogue.isPresent() && !Dialogues.WORDS.contains(dialogue.get())) {
            throw new NonsenseException("'dialogue': expected one of " + String.join(", ", Dialogues.WORDS));
        }
        return dialogue;
    }

    private ZoneId zone(Asked asked) throws NonsenseException {
        try {
            return asked.text("zone").map(ZoneId::of).orElse(usualZone);
        } catch (DateTimeException e) {
            throw new NonsenseException("'zone': expected a time zone, such as Europe/Zurich");
        }
    }

    /** Those that cannot be read are left to the key doctor. */
    private static Keys keys(Asked asked) {
        Keys keys = asked.text("key")
                .flatMap(text -> KeyText.of(text).key())
                .map(Keys::of)
                .orElse(Keys.NONE);
        return asked.text("authKey")
                .flatMap(text -> KeyText.of(text).key())
                .map(keys::withAuthentication)
                .orElse(keys);
    }
}
