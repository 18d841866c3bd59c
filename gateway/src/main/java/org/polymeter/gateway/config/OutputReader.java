package org.polymeter.gateway.config;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads one entry under {@code outputs}. */
final class OutputReader {

    private enum Type {
        BROKER,
        MQTT,
        INFLUXDB,
        HTTP,
        HTTP_POST,
        CONSOLE
    }

    /** Only this machine: the embedded broker asks nobody for a password. */
    static final String DEFAULT_BIND = "127.0.0.1";

    /** What an output may have if it is of the right type. */
    private static final Set<String> KEYS = Set.of(
            "port",
            "bind",
            "host",
            "tls",
            "ca",
            "user",
            "password",
            "password-file",
            "version",
            "client-id",
            "cred-file",
            "url",
            "database",
            "retention-policy",
            "bucket",
            "org",
            "token",
            "token-file",
            "measurement",
            "batch",
            "gzip",
            "headers",
            "hosts",
            "announce",
            "guest",
            "esp-smart-meter",
            "format",
            HomeAssistantReader.KEY,
            WordingReader.HOMIE);

    private OutputReader() {}

    static Optional<OutputConfig> read(Section section) {
        Optional<String> type = section.required("type", "broker, mqtt, influxdb, http, http-post or console");
        if (type.isEmpty()) {
            return Optional.empty();
        }
        Type known = section.choice("type", Type.class, Type.CONSOLE);
        if (!Words.of(known).equals(type.get())) {
            return Optional.empty(); // which keys it may have cannot be said
        }
        OutputConfig output = read(section, known);
        section.end(keys());
        return Optional.of(output);
    }

    /** Together with those of formats. */
    private static Set<String> keys() {
        Set<String> keys = new HashSet<>(KEYS);
        keys.addAll(WordingReader.KEYS);
        return keys;
    }

    private static OutputConfig read(Section section, Type type) {
        return switch (type) {
            case BROKER ->
                new OutputConfig.EmbeddedBroker(
                        section.where(),
                        section.text("bind").orElse(DEFAULT_BIND),
                        section.port("port", Configuration.DEFAULT_BROKER_PORT),
                        HomeAssistantReader.read(section));
            case MQTT ->
                new OutputConfig.Mqtt(section.where(), BrokerReader.read(section), WordingReader.read(section));
            case INFLUXDB -> new OutputConfig.InfluxDb(section.where(), InfluxReader.read(section));
            case HTTP -> HttpOutputReader.read(section);
            case HTTP_POST -> new OutputConfig.HttpPost(section.where(), HttpPostReader.read(section));
            case CONSOLE ->
                new OutputConfig.Console(
                        section.where(),
                        section.choice("format", OutputConfig.Format.class, OutputConfig.Format.TABLE));
        };
    }
}
