package org.polymeter.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.gateway.cli.Version;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HomeAssistantConfig;
import org.polymeter.gateway.config.Privacy;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.homeassistant.DiscoveryRendering;
import org.polymeter.gateway.homeassistant.DiscoverySettings;
import org.polymeter.gateway.homie.HomieRendering;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.MqttSink;
import org.polymeter.gateway.sink.ProfileRendering;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.sink.Rendering;

/** From the wording of an output to what publishes in it. */
final class Renderings {

    private final Configuration configuration;

    Renderings(Configuration configuration) {
        this.configuration = configuration;
    }

    /** A connection of its own for each wording: it can have but one last will. */
    MqttSink at(BrokerAddress broker, Wording wording) {
        String client = "polymeter-" + configuration.gateway();
        return switch (wording) {
            case Wording.Profile profile -> new MqttSink(broker, client, profile(profile.homeAssistant()));
            case Wording.Homie homie ->
                new MqttSink(
                        broker,
                        client + "-homie",
                        List.of(new HomieRendering(homie.prefix(), configuration.gateway())));
        };
    }

    private List<Rendering> profile(HomeAssistantConfig homeAssistant) {
        ProfileSettings settings = new ProfileSettings(topics(), Version.number(), rawBySource(), isHashed());
        Rendering profile = new ProfileRendering(isInGroup() ? settings.inGroup() : settings);
        return switch (homeAssistant.discovery()) {
            case DEVICE -> List.of(profile, discovery(homeAssistant, DiscoverySettings.Form.DEVICE));
            case COMPONENT -> List.of(profile, discovery(homeAssistant, DiscoverySettings.Form.COMPONENT));
            case OFF -> List.of(profile);
        };
    }

    private Rendering discovery(HomeAssistantConfig homeAssistant, DiscoverySettings.Form form) {
        DiscoverySettings settings = new DiscoverySettings(
                topics(), Version.number(), form, homeAssistant.prefix(), homeAssistant.expireAfter(), isHashed());
        return new DiscoveryRendering(isInGroup() ? settings.inGroup() : settings);
    }

    private Topics topics() {
        return new Topics(configuration.root(), configuration.gateway());
    }

    private Map<String, ProfileSettings.Raw> rawBySource() {
        Map<String, ProfileSettings.Raw> raw = new HashMap<>();
        for (SourceConfig source : configuration.sources()) {
            raw.put(
                    source.id(),
                    switch (source.common().raw()) {
                        case OFF -> ProfileSettings.Raw.OFF;
                        case BYTES -> ProfileSettings.Raw.BYTES;
                        case JSON -> ProfileSettings.Raw.JSON;
                    });
        }
        return raw;
    }

    private boolean isInGroup() {
        return configuration.sources().stream()
                .anyMatch(source ->
                        source instanceof SourceConfig.Mqtt mqtt && mqtt.group().isPresent());
    }

    private boolean isHashed() {
        return configuration.privacy() instanceof Privacy.Hashed;
    }
}
