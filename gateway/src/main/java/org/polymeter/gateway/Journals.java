package org.polymeter.gateway;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.upload.Endpoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the configuration to the journal, and to the names under which it knows the outputs. */
final class Journals {

    /** What the history is to the journal. */
    static final String HISTORY = "history";

    private static final Logger LOG = LoggerFactory.getLogger(Journals.class);

    private Journals() {}

    /** Empty if none is wanted, or no output would read it, or there can be none: then readings that wait are in memory only. */
    static Optional<FactJournal> open(Configuration configuration) {
        boolean isOfUse = configuration.history().isPresent()
                || configuration.outputs().stream()
                        .anyMatch(output -> name(output).isPresent());
        if (configuration.journal().largest() == 0 || !isOfUse) {
            return Optional.empty();
        }
        try {
            return Optional.of(FactJournal.open(
                    configuration.data().resolve("journal"),
                    configuration.journal().largest()));
        } catch (IOException e) {
            LOG.warn(
                    "cannot keep readings on disk for outputs that are away: {}; is the folder of 'data' writable, and"
                            + " not that of another Polymeter that runs?",
                    e.getMessage());
            return Optional.empty();
        }
    }

    /**
     * What tells an output from the others, from one run to the next; empty for those that show what is there and
     * miss nothing when they are not.
     */
    static Optional<String> name(OutputConfig output) {
        return switch (output) {
            case OutputConfig.EmbeddedBroker broker -> Optional.of("broker " + broker.port());
            case OutputConfig.Mqtt mqtt ->
                Optional.of("mqtt " + name(mqtt.broker()) + " "
                        + mqtt.wording().getClass().getSimpleName().toLowerCase(Locale.ROOT));
            case OutputConfig.InfluxDb influx ->
                Optional.of("influxdb " + influx.settings().url() + " "
                        + influx.settings().measurement());
            case OutputConfig.HttpPost post -> Optional.of(name(post.settings().url()));
            case OutputConfig.Http http -> Optional.empty();
            case OutputConfig.Console console -> Optional.empty();
        };
    }

    /** The path of a webhook is a secret, and what is in a query may change. */
    private static String name(URI url) {
        return "http-post " + Endpoint.server(url) + " "
                + Integer.toHexString(url.getRawPath().hashCode());
    }

    private static String name(BrokerAddress broker) {
        return broker.host() + ":" + broker.port()
                + broker.clientId().map(id -> " " + id).orElse("");
    }
}
