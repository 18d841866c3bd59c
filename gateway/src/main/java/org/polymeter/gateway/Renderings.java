package org.polymeter.gateway;

import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.polymeter.gateway.cli.Version;
import org.polymeter.gateway.compat.DatacollectorRendering;
import org.polymeter.gateway.compat.DsmrReaderRendering;
import org.polymeter.gateway.compat.EvnKaifaRendering;
import org.polymeter.gateway.compat.GoReaderRendering;
import org.polymeter.gateway.compat.HackdayRendering;
import org.polymeter.gateway.compat.RlDspRendering;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HomeAssistantConfig;
import org.polymeter.gateway.config.HostName;
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
    private final InstantSource clock;

    private final Function<String, ProfileSettings.Raw> raw;

    /** {@code raw}: how the frames of a source are published at this moment. */
    Renderings(Configuration configuration, InstantSource clock, Function<String, ProfileSettings.Raw> raw) {
        this.configuration = configuration;
        this.clock = clock;
        this.raw = raw;
    }

    /** A connection of its own for each wording: it can have but one last will. */
    MqttSink at(BrokerAddress broker, Wording wording) {
        return switch (wording) {
            case Wording.Profile profile -> sink(broker, "", profile(profile.homeAssistant()));
            case Wording.Homie homie ->
                sink(broker, "-homie", List.of(new HomieRendering(homie.prefix(), configuration.gateway())));
            case Wording.GoSmartmeterReader go ->
                new MqttSink(
                        broker,
                        "smartmeter-reader@" + HostName.ofThisMachine(),
                        List.of(new GoReaderRendering(go.settings(), isHashed(), clock)));
            case Wording.EvnKaifa evn ->
                sink(broker, "-evn-kaifa", List.of(new EvnKaifaRendering(evn.settings(), isHashed())));
            case Wording.SmartmeterDatacollector collector ->
                sink(broker, "-datacollector", List.of(new DatacollectorRendering(collector.v1(), isHashed())));
            case Wording.RlDsp dsp -> sink(broker, "-rl-dsp", List.of(new RlDspRendering(dsp.group(), isHashed())));
            case Wording.Hackday hackday ->
                sink(broker, "-hackday", List.of(new HackdayRendering(hackday.variant(), isHashed())));
            case Wording.DsmrReader dsmr ->
                sink(broker, "-dsmr-reader", List.of(new DsmrReaderRendering(dsmr.settings(), isHashed())));
        };
    }

    /** {@code suffix}: keeps apart the connections to one broker. */
    private MqttSink sink(BrokerAddress broker, String suffix, List<Rendering> renderings) {
        return new MqttSink(broker, "polymeter-" + configuration.gateway() + suffix, renderings);
    }

    /** What of the profile is published, by MQTT or else. */
    ProfileSettings settings() {
        ProfileSettings settings = new ProfileSettings(topics(), Version.number(), raw, isHashed());
        return isInGroup() ? settings.inGroup() : settings;
    }

    private List<Rendering> profile(HomeAssistantConfig homeAssistant) {
        Rendering profile = new ProfileRendering(settings());
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

    private boolean isInGroup() {
        return configuration.sources().stream()
                .anyMatch(source ->
                        source instanceof SourceConfig.Mqtt mqtt && mqtt.group().isPresent());
    }

    private boolean isHashed() {
        return configuration.privacy() instanceof Privacy.Hashed;
    }
}
