package org.polymeter.gateway.spec;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Deliveries;
import org.polymeter.gateway.sink.Fact;

/** A sort of topics of the profile (docs/profile.md, Topics): where, what and how. */
final class Channel {

    private static final Topics TOPICS = new Topics("{root}", "{gateway}");

    static final Channel VALUE = new Channel(
            "meterValue",
            TOPICS.value("{meter}", "{name}"),
            "value",
            Deliveries.TEXT,
            "The latest value of one quantity");
    static final Channel RAW = new Channel(
            "gatewayRaw",
            TOPICS.raw("{source}"),
            "raw",
            Deliveries.RAW_JSON,
            "A frame as received; off unless configured");

    /** In the order of the profile. */
    static final List<Channel> ALL = List.of(
            meter("status", "meterStatus", "status", Deliveries.TEXT, "Whether readings come"),
            meter("info", "meterInfo", "meter", Deliveries.STATE, "What this meter is"),
            meter("state", "meterState", "state", Deliveries.STATE, "The latest value of everything"),
            VALUE,
            meter("reading", "meterReading", "reading", Deliveries.FACT, "What one telegram said"),
            meter("event", "meterEvent", "event", Deliveries.FACT, "Something happened"),
            own("status", "gatewayStatus", "status", Deliveries.TEXT, "Whether it is there; the last will"),
            own("info", "gatewayInfo", "gateway", Deliveries.STATE, "Software, sources, meters"),
            own("stats", "gatewayStats", "stats", Deliveries.STATS, "Counters, once a minute"),
            own("test", "gatewayTest", "test", Deliveries.TRIAL, "Somebody tries an output"),
            RAW,
            new Channel(
                    "gatewayReject",
                    TOPICS.reject("{source}"),
                    "reject",
                    Deliveries.FACT,
                    "A frame that could not be used"));

    private final String name;
    private final String address;
    private final String schema;
    private final Delivery delivery;
    private final String meaning;
    private final Pattern topics;

    private Channel(String name, String address, String schema, Delivery delivery, String meaning) {
        this.name = name;
        this.address = address;
        this.schema = schema;
        this.delivery = delivery;
        this.meaning = meaning;
        this.topics = Pattern.compile(
                Arrays.stream(address.split("/", -1)).map(Channel::level).collect(Collectors.joining("/")));
    }

    /** The channel that a topic belongs to, if it is one of the profile. */
    static Optional<Channel> of(String topic) {
        return ALL.stream()
                .filter(channel -> channel.topics.matcher(topic).matches())
                .findFirst();
    }

    /** {@code meterStatus}. */
    String name() {
        return name;
    }

    /** {@code {root}/1/meter/{meter}/status}. */
    String address() {
        return address;
    }

    /** One of {@link Schemas#all}. */
    String schema() {
        return schema;
    }

    Delivery delivery() {
        return delivery;
    }

    String meaning() {
        return meaning;
    }

    boolean has(String parameter) {
        return address.contains("{" + parameter + "}");
    }

    /** What stands in a topic of this channel for {@code {meter}}, {@code {gateway}} or {@code {source}}. */
    Optional<String> id(String topic, String parameter) {
        Matcher matcher = topics.matcher(topic);
        return has(parameter) && matcher.matches() ? Optional.of(matcher.group(parameter)) : Optional.empty();
    }

    /** How a raw frame is sent that is not wrapped in JSON. */
    static Delivery rawBytes() {
        return Deliveries.rawBytes(new Fact.Raw("", "", Instant.EPOCH, false, "", Bytes.of(new byte[0])));
    }

    private static Channel meter(String leaf, String name, String schema, Delivery delivery, String meaning) {
        return new Channel(name, TOPICS.meter("{meter}", leaf), schema, delivery, meaning);
    }

    private static Channel own(String leaf, String name, String schema, Delivery delivery, String meaning) {
        return new Channel(name, TOPICS.own(leaf), schema, delivery, meaning);
    }

    private static String level(String level) {
        if (!level.startsWith("{")) {
            return Pattern.quote(level);
        }
        String parameter = level.substring(1, level.length() - 1);
        String form = switch (parameter) {
            case "root" -> ".+";
            case "name" -> inner(Definitions.NAME);
            default -> inner(Definitions.ID);
        };
        return "(?<" + parameter + ">" + form + ")";
    }

    /** Without {@code ^} and {@code $}. */
    private static String inner(String pattern) {
        return pattern.substring(1, pattern.length() - 1);
    }
}
