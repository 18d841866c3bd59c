package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.profile.JsonWriter;

/** What a bundle says of itself: how its sources are read, what is in it and what is not. */
public final class Contents {

    private final Collection<SourceConfig> sources;
    private final Map<String, String> names;
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final Map<String, Long> leftOut = new TreeMap<>();

    private static final class Tally {
        long frames;
        long rejects;
        long rejectsWithoutBytes;
    }

    Contents(Collection<SourceConfig> sources, Map<String, String> names) {
        this.sources = sources;
        this.names = names;
        names.values().forEach(name -> tallies.put(name, new Tally()));
    }

    void taken(Entry entry) {
        Tally tally = tallies.computeIfAbsent(entry.source(), unused -> new Tally());
        if (entry.rejection().isEmpty()) {
            tally.frames++;
        } else {
            tally.rejects++;
            tally.rejectsWithoutBytes += entry.bytes().length() == 0 ? 1 : 0;
        }
    }

    void leftOut(String reason) {
        leftOut.merge(reason, 1L, Long::sum);
    }

    /** How many entries are in it. */
    public long taken() {
        return tallies.values().stream()
                .mapToLong(tally -> tally.frames + tally.rejects)
                .sum();
    }

    /** By reason: how many entries are not in it, because it is not certain that they reveal nothing. */
    public Map<String, Long> leftOut() {
        return leftOut;
    }

    byte[] manifest(String version, Instant made) {
        JsonWriter json = new JsonWriter();
        json.openObject().key("format").value("polymeter bundle 1");
        json.key("software").value("Polymeter " + version).key("made").time(made);
        json.key("sources").openArray();
        for (SourceConfig source : sources) {
            String name = names.getOrDefault(source.id(), "");
            Tally tally = tallies.getOrDefault(name, new Tally());
            json.openObject().key("id").value(name).key("type").value(type(source));
            json.key("protocol").value(protocol(source));
            json.key("zone").value(source.common().zone().getId());
            json.key("frames").value(tally.frames).key("rejects").value(tally.rejects);
            json.key("rejects_without_bytes").value(tally.rejectsWithoutBytes).closeObject();
        }
        json.closeArray().key("left_out").openObject();
        leftOut.forEach((reason, count) -> json.key(reason).value(count.longValue()));
        json.closeObject().closeObject();
        return json.toBytes();
    }

    /** A configuration that reads what is in the bundle. */
    byte[] configuration() {
        StringBuilder yaml =
                new StringBuilder("# How the sources of this bundle are read; the keys are those of the examples"
                        + " in the books on DLMS.\ngateway: bundle\nsources:\n");
        sources.forEach(source -> yaml.append(yaml(source, names.getOrDefault(source.id(), ""))));
        return yaml.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String yaml(SourceConfig source, String name) {
        String zone = source.common().zone().getId();
        return switch (source) {
            case SourceConfig.Wire wire ->
                "  - {id: %s, type: file, path: none, protocol: %s, zone: %s%s%s%s}%n"
                        .formatted(
                                name,
                                protocol(wire),
                                zone,
                                wire.decoding().checkChecksums() ? "" : ", ignore-checksum: true",
                                wire.decoding()
                                        .kind()
                                        .map(kind -> ", kind: " + kind)
                                        .orElse(""),
                                keys(wire.decoding()));
            case SourceConfig.Mqtt mqtt ->
                mqtt.dialect() == SourceConfig.Dialect.MAPPED
                        ? ""
                        : "  - {id: %s, type: mqtt, protocol: %s, zone: %s, broker: {host: localhost}}%n"
                                .formatted(name, protocol(mqtt), zone);
        };
    }

    private static String keys(SourceConfig.Decoding decoding) {
        Optional<byte[]> encryption = decoding.keys().encryption();
        String authentication = decoding.keys()
                .authentication()
                .map(unused -> ", auth-key: \"" + TestKeys.AUTHENTICATION + "\"")
                .orElse("");
        return encryption
                .map(unused -> ", key: \"" + TestKeys.ENCRYPTION + "\"" + authentication)
                .orElse("");
    }

    private static String type(SourceConfig source) {
        return switch (source) {
            case SourceConfig.Serial serial -> "serial " + serial.line();
            case SourceConfig.AutoSerial auto -> "serial, its line is found out";
            case SourceConfig.Tcp tcp -> "tcp";
            case SourceConfig.CaptureFile file -> "file";
            case SourceConfig.Stdin stdin -> "stdin";
            case SourceConfig.Mqtt mqtt -> "mqtt";
        };
    }

    private static String protocol(SourceConfig source) {
        return switch (source) {
            case SourceConfig.Wire wire -> wire.decoding().link().word();
            case SourceConfig.Mqtt mqtt -> mqtt.dialect().word();
        };
    }
}
