package org.polymeter.gateway.migrate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.migrate.IniFile.Section;

/**
 * {@code [sink…]} of smartmeter-datacollector. What it published at a broker, the same format publishes there
 * again, beside the profile.
 */
final class DatacollectorSink {

    private static final int USUAL_PORT = 1883;
    private static final int HIGHEST_PORT = 65_535;

    private final String file;
    private final Path folder;
    private final Migration migration;
    private final Set<String> brokers = new HashSet<>();

    /** {@code folder}: where relative paths count from. */
    DatacollectorSink(String file, Path folder, Migration migration) {
        this.file = file;
        this.folder = folder;
        this.migration = migration;
    }

    void read(Section section) throws MigrationException {
        switch (section.text("type", "")) {
            case "mqtt" -> mqtt(section, "smartmeter-datacollector", Optional.empty());
            case "mqttrldsp" -> mqtt(section, "rl-dsp", Optional.of(group(section)));
            case "logger" -> {
                section.value("name");
                migration.output(
                        new YamlEntry().comment(origin(section) + ": logger").put("type", "console"));
            }
            default ->
                migration.remark(origin(section) + ": there is no sink of type '" + section.text("type", "")
                        + "' – docs/operating.md names the outputs there are");
        }
    }

    private void mqtt(Section section, String format, Optional<String> group) throws MigrationException {
        Broker broker = broker(section);
        if (brokers.add(broker.host() + ":" + broker.port())) {
            migration.output(broker.profile(migration));
        }
        YamlEntry entry = new YamlEntry()
                .comment(origin(section) + ": as it was, for the consumers there are")
                .put("type", "mqtt");
        broker.putInto(entry, migration);
        entry.put("format", format);
        group.ifPresent(name -> entry.put("group", name));
        if (group.isEmpty()) {
            entry.note("v1: true    # if it was a version before 2, whose messages have no obis");
        }
        migration.output(entry);
    }

    private Broker broker(Section section) throws MigrationException {
        Located host = section.value("host")
                .orElseThrow(() -> new MigrationException(
                        file,
                        section.line(),
                        "[" + section.name() + "] has no host – add one, such as host = 192.168.1.5"));
        boolean tls = section.flag("tls");
        certificates(section, tls);
        return new Broker(
                host.text(),
                port(section),
                tls,
                section.value("ca_file_path").flatMap(path -> authorities(section, path.text(), tls)),
                section.value("username").map(Located::text),
                section.value("password").map(Located::text));
    }

    private int port(Section section) throws MigrationException {
        Optional<Located> port = section.value("port");
        if (port.isEmpty()) {
            return USUAL_PORT;
        }
        if (!port.get().text().matches("[1-9]\\d{0,4}")
                || Integer.parseInt(port.get().text()) > HIGHEST_PORT) {
            throw new MigrationException(
                    file,
                    port.get().line(),
                    "port is '" + port.get().text() + "' – expected a number from 1 to 65535, such as 1883");
        }
        return Integer.parseInt(port.get().text());
    }

    private Optional<String> authorities(Section section, String path, boolean tls) {
        Path resolved = folder.resolve(path).toAbsolutePath().normalize();
        if (!tls) {
            return Optional.empty();
        }
        if (!Files.isReadable(resolved)) {
            migration.remark(origin(section) + ": ca_file_path – cannot read " + resolved
                    + "; bring the file here and add ca: FILE");
            return Optional.empty();
        }
        return Optional.of(resolved.toString());
    }

    private void certificates(Section section, boolean tls) {
        boolean own = section.value("client_cert_path").isPresent();
        own |= section.value("client_key_path").isPresent();
        if (own) {
            migration.remark(origin(section) + ": client_cert_path, client_key_path – certificates of clients are not"
                    + " supported; give the broker a user and a password");
        } else if (!tls && (section.has("client_cert_path") || section.has("client_key_path"))) {
            migration.remark(origin(section) + ": versions since 1.3.0 take an empty client_cert_path for a wish for"
                    + " TLS, whatever tls says. Here it is off; if your broker expects TLS on this port, add"
                    + " tls: true");
        }
        if (!section.text("check_hostname", "true").equalsIgnoreCase("true") && tls) {
            migration.remark(origin(section) + ": check_hostname – the broker's name is always checked; its certificate"
                    + " has to name the host");
        }
    }

    /** What is no group there becomes {@code building}. */
    private static String group(Section section) {
        String group = section.text("topic_group", "").strip();
        return group.matches("[\\p{L}\\p{Nd}]+") ? group : "building";
    }

    private static String origin(Section section) {
        return "[" + section.name() + "], line " + section.line();
    }
}
