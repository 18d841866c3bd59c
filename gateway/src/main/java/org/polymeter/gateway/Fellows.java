package org.polymeter.gateway;

import java.io.IOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.intake.FellowIntake;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.source.MqttSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gateways that share the messages of a source with this one: it hears where they publish what became of
 * them, and inherits from who has gone.
 */
final class Fellows {

    private static final Logger LOG = LoggerFactory.getLogger(Fellows.class);

    /** For the log: what a source without an entry in the configuration is called. */
    private static final String LANE = "group";

    private final Map<SourceConfig.Mqtt, MqttSource> shared = new LinkedHashMap<>();

    void add(SourceConfig.Mqtt config, MqttSource source) {
        shared.put(config, source);
    }

    /** Adds to a gateway that is not started yet the ears for its fellows, if it has any. */
    void listen(Gateway gateway, Configuration configuration, InstantSource clock) {
        Optional<BrokerAddress> where = configuration.outputs().stream()
                .filter(OutputConfig.Mqtt.class::isInstance)
                .map(OutputConfig.Mqtt.class::cast)
                .filter(output -> output.wording() instanceof Wording.Profile)
                .map(OutputConfig.Mqtt::broker)
                .findFirst();
        if (shared.isEmpty()) {
            return;
        }
        if (where.isEmpty()) {
            LOG.warn("a source has a 'group', but no output publishes the profile at a broker: the gateways of the"
                    + " group do not hear each other, and what one had in hand when it is killed comes to nobody");
            return;
        }
        Topics topics = new Topics(configuration.root(), configuration.gateway());
        String clientId = "polymeter-" + configuration.gateway() + "-" + LANE;
        MqttSource ears = MqttSource.of(where.get().withoutClientId(), clientId, topics.ofFellows(), List.of());
        gateway.listen(LANE, ears, hearsay -> new FellowIntake(topics, clock, hearsay, this::inherit));
    }

    private void inherit(String gone) {
        shared.forEach((config, source) -> Thread.ofVirtual()
                .name("heir of " + gone)
                .start(() -> {
                    try {
                        source.inherit(config.clientId(gone));
                    } catch (IOException e) {
                        LOG.warn("could not take over from gateway {}: {}", gone, e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }));
    }
}
