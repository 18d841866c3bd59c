package org.polymeter.gateway.config;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.reading.Limits;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.adapter.FieldMapping;
import org.polymeter.gateway.adapter.MeterKeys;
import org.polymeter.gateway.config.SourceConfig.AutoSerial;
import org.polymeter.gateway.config.SourceConfig.CaptureFile;
import org.polymeter.gateway.config.SourceConfig.Common;
import org.polymeter.gateway.config.SourceConfig.Decoding;
import org.polymeter.gateway.config.SourceConfig.Dialect;
import org.polymeter.gateway.config.SourceConfig.Dialogue;
import org.polymeter.gateway.config.SourceConfig.Mqtt;
import org.polymeter.gateway.config.SourceConfig.Raw;
import org.polymeter.gateway.config.SourceConfig.Serial;
import org.polymeter.gateway.config.SourceConfig.Stdin;
import org.polymeter.gateway.config.SourceConfig.Talk;
import org.polymeter.gateway.config.SourceConfig.Tcp;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.MqttSource;

/** Reads one entry under {@code sources}. */
final class SourceReader {

    /** Instead of line settings: find them out. */
    private static final String AUTO = "auto";

    private enum Type {
        AUTO,
        SERIAL,
        TCP,
        FILE,
        STDIN,
        MQTT
    }

    /** Whether values are checked for what can be. */
    private enum Gate {
        ON,
        OFF
    }

    private enum Role {
        GRID,
        PRODUCTION,
        STORAGE,
        CONSUMPTION
    }

    /** What a source may have if it is of the right type. */
    private static final Set<String> KEYS = Set.of(
            "port",
            "line",
            "host",
            "path",
            "protocol",
            "kind",
            "ignore-checksum",
            "key",
            "key-file",
            "auth-key",
            "auth-key-file",
            "meter",
            "submeters",
            "broker",
            "topics",
            "units",
            "mapping",
            "meters",
            "group",
            "dialogue",
            "address",
            "interval",
            "max-baud",
            "wake-up");

    /** The first version of MQTT with shared subscriptions. */
    private static final int SHARING = 5;

    private static final int MOST_CHANNELS = 255;
    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern TCP = Pattern.compile("tcp://([^:/\\s]+):([1-9]\\d{0,4})/?");

    private final ZoneId zone;
    private final Set<String> kinds;
    private final List<String> ownTopics;

    /** Meter ids, and where each is given: two meters must not publish to the same topics. */
    private final Map<String, Place> meterIds = new HashMap<>();

    private final Map<String, Place> sourceIds = new HashMap<>();

    /**
     * Reads the sources of one file.
     *
     * @param zone of sources that name none
     * @param kinds the meter kinds there are; empty: any name will do
     * @param ownTopics what this gateway publishes; reading that would feed it with itself
     */
    SourceReader(ZoneId zone, Set<String> kinds, List<String> ownTopics) {
        this.zone = zone;
        this.kinds = kinds;
        this.ownTopics = ownTopics;
    }

    Optional<SourceConfig> read(Section section) {
        String id = section.required("id", "a short name for topics and logs, such as 'id: p1'")
                .filter(given -> section.id("id").isPresent())
                .orElse("");
        unique(section, "id", id, sourceIds, "source id");
        Optional<String> type = section.required("type", "serial, tcp, file, stdin or mqtt");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Type known = section.choice("type", Type.class, Type.STDIN);
        if (!Words.of(known).equals(type.get())) {
            return Optional.empty(); // which keys it may have cannot be said
        }
        SourceConfig source = read(section, common(section, id), known);
        section.end(KEYS);
        return Optional.of(source);
    }

    private static Optional<LineSettings> line(String text) {
        try {
            return Optional.of(LineSettings.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private SourceConfig read(Section section, Common common, Type type) {
        return switch (type) {
            case AUTO -> auto(section, common);
            case SERIAL -> {
                String port = section.required("port", "the serial port, such as /dev/ttyUSB0")
                        .orElse("");
                if (section.text("line").filter(AUTO::equals).isPresent()) {
                    yield new AutoSerial(common, decoding(section, SourceConfig.Dialogue.NONE), port);
                }
                Talk talk = TalkReader.overSerial(section);
                LineSettings line = section.parsed(
                                "line", SourceReader::line, "a line such as 115200 8N1 or 2400 8E1, or auto")
                        .orElse(TalkReader.usualLine(talk.dialogue()));
                yield new Serial(common, decoding(section, talk.dialogue()), port, line, talk);
            }
            case TCP -> {
                String host = BrokerReader.host(section, "the name or address of the device, such as 192.168.1.40");
                section.required("port", "the TCP port of the device, such as 2001");
                Talk talk = TalkReader.overTcp(section);
                yield new Tcp(common, decoding(section, talk.dialogue()), host, section.port("port", 1), talk);
            }
            case FILE -> {
                section.required("path", "the capture to read, such as captures/house.bin");
                yield new CaptureFile(
                        common,
                        decoding(section, Dialogue.NONE),
                        section.path("path").orElse(java.nio.file.Path.of("")));
            }
            case STDIN -> new Stdin(common, decoding(section, Dialogue.NONE));
            case MQTT -> mqtt(section, common);
        };
    }

    /** A device on the network where a host is named, a serial port otherwise. */
    private SourceConfig auto(Section section, Common common) {
        if (section.has("host")) {
            return read(section, common, Type.TCP);
        }
        String port = section.required("port", "the serial port, such as /dev/ttyUSB0, or tcp://192.168.1.40:2001")
                .orElse("");
        Matcher tcp = TCP.matcher(port);
        boolean address = tcp.matches() && Integer.parseInt(tcp.group(2)) <= HIGHEST_PORT;
        if (port.startsWith("tcp:") && !address) {
            section.unexpected("port", port, "a serial port, or such as tcp://192.168.1.40:2001");
        }
        return address
                ? new Tcp(
                        common,
                        decoding(section, SourceConfig.Dialogue.NONE),
                        tcp.group(1),
                        Integer.parseInt(tcp.group(2)),
                        Talk.NONE)
                : new AutoSerial(common, decoding(section, SourceConfig.Dialogue.NONE), port);
    }

    private Common common(Section section, String id) {
        return new Common(
                id,
                section.where(),
                section.zone("zone", zone),
                section.choice("raw", Raw.class, Raw.OFF),
                section.flag("ignore-meter-clock"),
                section.ratio("ct-ratio"));
    }

    private Decoding decoding(Section section, Dialogue dialogue) {
        Link link = section.choice("protocol", Link.class, TalkReader.usualLink(dialogue));
        Optional<String> kind = section.text("kind");
        kind.filter(name -> !kinds.isEmpty() && !kinds.contains(name))
                .ifPresent(name -> section.unexpected(
                        "kind", name, "the name of a meter kind (see docs/meters.md)" + Words.perhaps(name, kinds)));
        boolean checkChecksums = !section.flag("ignore-checksum");
        MeterLabel meter = section.section("meter", "the meter of " + section.what())
                .map(this::label)
                .orElse(MeterLabel.NONE);
        return new Decoding(link, kind, checkChecksums, KeyReader.read(section), meter, submeters(section));
    }

    private Map<Integer, MeterLabel> submeters(Section section) {
        Map<Integer, MeterLabel> labels = new HashMap<>();
        section.section("submeters", "the submeters of " + section.what()).ifPresent(channels -> {
            for (String channel : List.copyOf(channels.keys())) {
                Optional<Section> label = channels.section(channel, "submeter " + channel);
                if (channel.matches("[1-9]\\d{0,2}") && Integer.parseInt(channel) <= MOST_CHANNELS) {
                    label.ifPresent(named -> labels.put(Integer.parseInt(channel), label(named)));
                } else {
                    channels.problem(
                            channel, "'" + channel + "' is no M-Bus channel – expected a number from 1 to 255");
                }
            }
            channels.end();
        });
        return labels;
    }

    private Mqtt mqtt(Section section, Common common) {
        BrokerAddress broker = section.section("broker", "the broker of " + section.what())
                .map(block -> {
                    BrokerAddress address = BrokerReader.read(block);
                    block.end();
                    return address;
                })
                .orElse(BrokerAddress.plain("", 1));
        if (!section.has("broker")) {
            section.problem(section.what() + " has no 'broker' – such as broker: {host: 192.168.1.5}");
        }
        section.required(
                "protocol",
                "whose messages they are: "
                        + Words.anyOf(Words.of(Dialect.class).keySet()));
        Dialect dialect = section.choice("protocol", Dialect.class, Dialect.TASMOTA);
        return switch (dialect) {
            case MAPPED -> mapped(section, common, broker);
            case RAW -> raw(section, common, broker);
            default -> {
                List<String> topics = topics(section, ownTopics);
                Meters meters = meters(section, dialect == Dialect.EVN_KAIFA);
                yield new Mqtt(
                        common,
                        broker,
                        dialect,
                        topics.isEmpty() ? usualTopics(section, dialect) : topics,
                        units(section),
                        Optional.empty(),
                        meters.keys(),
                        meters.labels(),
                        group(section, broker));
            }
        };
    }

    /** Topics of the source itself stand for those of its mapping. */
    private Mqtt mapped(Section section, Common common, BrokerAddress broker) {
        List<String> topics = topics(section, ownTopics);
        if (!section.has("mapping")) {
            section.problem(section.what() + " has no 'mapping' – the name of a file that says what the fields mean, or"
                    + " that itself; see docs/operating.md");
        }
        Optional<FieldMapping> mapping = section.sectionOrFile("mapping", "the mapping of " + section.what())
                .map(block -> MappingReader.read(block, ownTopics));
        if (!topics.isEmpty()) {
            mapping = mapping.map(fields -> fields.on(topics));
        } else if (mapping.isPresent() && mapping.get().topics().isEmpty()) {
            section.required("topics", "where the device publishes, such as topics: [meters/house]");
        }
        return new Mqtt(
                common,
                broker,
                Dialect.MAPPED,
                mapping.map(FieldMapping::filters).orElse(topics),
                Map.of(),
                mapping,
                MeterKeys.NONE,
                meters(section, false).labels(),
                group(section, broker));
    }

    /** May name this gateway's own topics, for it passes them over. */
    private Mqtt raw(Section section, Common common, BrokerAddress broker) {
        List<String> topics = topics(section, List.of());
        Meters meters = meters(section, true);
        return new Mqtt(
                common,
                broker,
                Dialect.RAW,
                topics.isEmpty() ? List.of(Topics.RAW_OF_ALL) : topics,
                Map.of(),
                Optional.empty(),
                meters.keys(),
                meters.labels(),
                group(section, broker));
    }

    /** Gateways that share the messages, each with a client id that tells the others which session is its own. */
    private static Optional<String> group(Section section, BrokerAddress broker) {
        Optional<String> group = section.id("group");
        if (group.isPresent() && broker.version() != SHARING) {
            section.problem("group", "a group needs MQTT 5 – leave out the 'version' of the broker");
        }
        if (group.isPresent() && broker.clientId().isPresent()) {
            section.problem("group", "members of a group find each other by their client ids – leave out 'client-id'");
        }
        return group;
    }

    private static List<String> topics(Section section, List<String> ownTopics) {
        List<String> topics = section.texts("topics");
        topics.forEach(topic -> MqttSource.objection(FieldMapping.filter(topic), ownTopics)
                .ifPresent(objection -> section.problem("topics", objection)));
        return topics;
    }

    /** What the adapter's makers publish to; some leave it to the user. */
    private static List<String> usualTopics(Section section, Dialect dialect) {
        List<String> usual =
                Adapters.named(Words.of(dialect)).map(Adapter::filters).orElse(List.of());
        if (usual.isEmpty()) {
            section.required("topics", "where the device publishes, such as topics: [meters/house]");
        }
        return usual;
    }

    private static Map<String, String> units(Section section) {
        Map<String, String> units = new LinkedHashMap<>();
        section.section("units", "the units of " + section.what()).ifPresent(fields -> {
            for (String field : List.copyOf(fields.keys())) {
                fields.parsed(field, Units::known, "a unit such as " + Units.SOME)
                        .ifPresent(unit -> units.put(field, unit));
            }
            fields.end();
        });
        return units;
    }

    private record Meters(Map<String, MeterLabel> labels, MeterKeys keys) {}

    /** {@code keyed}: frames are passed on as they came, so keys may be needed. */
    private Meters meters(Section section, boolean keyed) {
        Map<String, MeterLabel> labels = new LinkedHashMap<>();
        Map<String, Keys> own = new LinkedHashMap<>();
        section.section("meters", "the meters of " + section.what()).ifPresent(devices -> {
            for (String device : List.copyOf(devices.keys())) {
                devices.section(device, "meter '" + device + "'").ifPresent(named -> {
                    Keys keys = keyed ? KeyReader.read(named) : Keys.NONE;
                    keys.encryption().ifPresent(unused -> own.put(device, keys));
                    labels.put(device, label(named));
                });
            }
            devices.end();
        });
        return new Meters(labels, new MeterKeys(keyed ? KeyReader.read(section) : Keys.NONE, own));
    }

    private MeterLabel label(Section section) {
        Optional<String> id = section.id("id");
        id.ifPresent(given -> unique(section, "id", given, meterIds, "meter id"));
        Optional<String> name = section.text("name").filter(text -> !text.isEmpty());
        Optional<String> role = section.has("role")
                ? Optional.of(Words.of(section.choice("role", Role.class, Role.GRID)))
                : Optional.empty();
        Limits limits = limits(section);
        section.end();
        return new MeterLabel(id, name, role, limits);
    }

    /** {@code plausibility: off}, or ranges of its own: {@code limits: {voltage_l1_v: 0..300}}. */
    private static Limits limits(Section section) {
        Limits limits = section.choice("plausibility", Gate.class, Gate.ON) == Gate.OFF ? Limits.OFF : Limits.STANDARD;
        Optional<Section> ranges = section.section("limits", "the limits of " + section.what());
        if (ranges.isEmpty()) {
            return limits;
        }
        for (String name : List.copyOf(ranges.get().keys())) {
            Quantity quantity = Vocabulary.standard().named(name);
            Optional<Range> range = ranges.get().parsed(name, Range::parse, "a range such as 0..300 or -50..50");
            if (quantity == null || !quantity.kind().isNumber()) {
                List<String> numbers = Vocabulary.standard().quantities().stream()
                        .filter(known -> known.kind().isNumber())
                        .map(Quantity::name)
                        .toList();
                ranges.get()
                        .problem(
                                name,
                                "'" + name + "' is no quantity with a number (see docs/profile.md)"
                                        + Words.perhaps(name, numbers));
            } else if (range.isPresent()) {
                limits = limits.with(quantity, range.get().least(), range.get().most());
            }
        }
        ranges.get().end();
        return limits;
    }

    private static void unique(Section section, String key, String id, Map<String, Place> taken, String noun) {
        Place before = id.isEmpty() ? null : taken.putIfAbsent(id, section.where());
        if (before != null) {
            section.problem(
                    key, noun + " '" + id + "' is already given in line " + before.line() + " – choose another");
        }
    }
}
