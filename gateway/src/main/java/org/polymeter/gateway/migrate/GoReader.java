package org.polymeter.gateway.migrate;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The smartmeter-reader of cmyrsh, in Go: its YAML file, its flags and its file of credentials, put together.
 * Which of them comes later wins, as there a file wins over flags.
 */
final class GoReader {

    private static final Pattern ADDRESS = Pattern.compile("(?:\\w+://)?([^:/\\s]+)(?::(\\d{1,5}))?/?");
    private static final int USUAL_PORT = 1883;

    private final Migration migration;
    private Located usb = new Located("/dev/ttyUSB0", 0);
    private Located address = new Located("localhost:1883", 0);
    private Located topic = new Located("dev.sample.topic", 0);
    private Located interval = new Located("60", 0);
    private Optional<Path> credentialFile = Optional.empty();
    private String file = "";
    private Optional<String> user = Optional.empty();
    private Optional<String> password = Optional.empty();

    GoReader(Migration migration) {
        this.migration = migration;
    }

    void yaml(String name, Path folder, Map<String, Located> values) {
        migration.origin(name + " (smartmeter-reader)");
        file = name;
        usb = values.getOrDefault("usb", usb);
        address = values.getOrDefault("mqtt.address", address);
        topic = values.getOrDefault("mqtt.topic", topic);
        interval = values.getOrDefault("send_interval", interval);
        if (!values.containsKey("send_interval")) {
            migration.remark(name + ": send_interval is missing, with which the original would not start; it is 60 s");
        }
        credentials(folder, filled(values, "mqtt.cred_file"));
        Optional<Located> misspelled = filled(values, "mqtt.credfile");
        if (misspelled.isPresent()) {
            migration.remark(name + ", line " + misspelled.get().line()
                    + ": credfile – the original passes over this spelling; here its user and password are used");
            credentials(folder, misspelled);
        }
        debug(values.getOrDefault("debug", new Located("false", 0)).text().equals("true"));
    }

    void flags(String name, Path folder, GoFlags flags) {
        migration.origin(name + " (smartmeter-reader)");
        file = name;
        usb = flags.value("usb").orElse(usb);
        address = flags.value("mqtt_address").orElse(address);
        topic = flags.value("mqtt_topic").orElse(topic);
        interval = flags.value("interval").orElse(interval);
        credentials(
                folder,
                flags.value("mqtt_cred_file").filter(path -> !path.text().isEmpty()));
        debug(flags.value("debug").isPresent());
    }

    /** A file of Java properties with {@code user} and {@code password}. */
    void credentials(String name, String text) throws MigrationException {
        Properties lines = new Properties();
        try {
            lines.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new MigrationException(
                    name, 0, "this is no file of Java properties – expected user=… and password=…");
        }
        user = Optional.ofNullable(lines.getProperty("user"));
        password = Optional.ofNullable(lines.getProperty("password"));
        if (user.isEmpty() || password.isEmpty()) {
            throw new MigrationException(
                    name,
                    0,
                    "'" + (user.isEmpty() ? "user" : "password") + "' is missing – expected user=… and"
                            + " password=…, a line each");
        }
    }

    void finish() throws MigrationException {
        if (user.isEmpty() && credentialFile.isPresent()) {
            read(credentialFile.get());
        }
        Broker broker = broker();
        YamlEntry source =
                new YamlEntry().comment("the P1 port").put("id", "p1").put("type", "serial");
        migration.source(source.put("port", usb.text()).put("line", "115200 8N1"));
        migration.output(broker.profile(migration));
        YamlEntry output = new YamlEntry()
                .comment("as it was, for the consumers there are")
                .put("type", "mqtt");
        broker.putInto(output, migration);
        output.put("format", "go-smartmeter-reader").put("topic", topic.text()).put("interval", seconds() + "s");
        output.note("wallclock-z: true    # times as the original has them: local, with a Z");
        migration.output(output);
        migration.remark("telegrams whose checksum does not match are no longer published;"
                + " times are UTC, where the original has local time with a Z");
    }

    private void read(Path path) throws MigrationException {
        try {
            credentials(path.toString(), Files.readString(path));
        } catch (IOException e) {
            migration.remark(
                    path + ": cannot be read – import it from where it is, or add user and password-file to the"
                            + " outputs");
        }
    }

    private Broker broker() throws MigrationException {
        Matcher parts = ADDRESS.matcher(address.text());
        if (!parts.matches()) {
            throw new MigrationException(
                    file,
                    address.line(),
                    "the address of the broker is '" + address.text() + "' – expected such as localhost:1883");
        }
        int port = parts.group(2) == null ? USUAL_PORT : Integer.parseInt(parts.group(2));
        return new Broker(parts.group(1), port, false, Optional.empty(), user, password);
    }

    private int seconds() throws MigrationException {
        if (!interval.text().matches("[1-9]\\d{0,5}")) {
            throw new MigrationException(
                    file, interval.line(), "the interval is '" + interval.text() + "' – expected seconds, such as 60");
        }
        return Integer.parseInt(interval.text());
    }

    private void credentials(Path folder, Optional<Located> path) {
        path.ifPresent(given -> credentialFile = Optional.of(folder.resolve(given.text())));
    }

    private void debug(boolean on) {
        if (on) {
            migration.remark(file + ": debug – 'polymeter decode' shows what is in a telegram");
        }
    }

    private static Optional<Located> filled(Map<String, Located> values, String path) {
        return Optional.ofNullable(values.get(path))
                .filter(value -> !value.text().isEmpty());
    }

    /** Keys by which its YAML file is known. */
    static boolean isYaml(Map<String, Located> values) {
        return List.of("usb", "send_interval", "mqtt.address", "mqtt.topic").stream()
                .anyMatch(values::containsKey);
    }
}
