package org.polymeter.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.Privacy;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.intake.RawIntake;
import org.polymeter.gateway.intake.TopicIntake;
import org.polymeter.gateway.intake.WireIntake;
import org.polymeter.gateway.profile.Topics;

/** From the configuration of a source to what takes what its wire says. */
final class Intakes {

    /** No clock that is right shows an earlier time. */
    private static final Instant BUILT = Instant.parse("2026-11-21T00:00:00Z");

    private final Configuration configuration;
    private final Bindings bindings;
    private final InstantSource clock;
    private final MeterIds ids;

    Intakes(Configuration configuration, Bindings bindings, InstantSource clock) {
        this.configuration = configuration;
        this.bindings = bindings;
        this.clock = clock;
        this.ids = switch (configuration.privacy()) {
            case Privacy.Open open -> new MeterIds();
            case Privacy.Hashed hashed -> new MeterIds(hashed.secret().text().getBytes(StandardCharsets.UTF_8));
        };
    }

    Intake of(SourceConfig source, Desk desk) {
        return switch (source) {
            case SourceConfig.Wire wire ->
                new WireIntake(
                        Wires.options(wire.decoding()),
                        settings(source)
                                .withMeter(wire.decoding().meter())
                                .withSubMeters(wire.decoding().submeters()),
                        ids,
                        bindings,
                        clock,
                        desk);
            case SourceConfig.Mqtt mqtt
            when Wires.isRaw(mqtt) ->
                new RawIntake(
                        topic -> topic.startsWith(topics().own("")), wire -> passedOn(mqtt, wire, desk), clock, desk);
            case SourceConfig.Mqtt mqtt ->
                new TopicIntake(mqtt.id(), mqtt.adapter(), device -> harmonizer(mqtt, device, desk), clock, desk);
        };
    }

    /** Says to the intake of a source what people now say of its meters. */
    void relabel(SourceConfig source, Intake intake) {
        switch (source) {
            case SourceConfig.Wire wire ->
                ((WireIntake) intake)
                        .called(wire.decoding().meter(), wire.decoding().submeters());
            case SourceConfig.Mqtt mqtt
            when Wires.isRaw(mqtt) ->
                ((RawIntake) intake)
                        .changed(
                                desk -> wire -> passedOn(mqtt, wire, desk),
                                (wire, known) -> ((WireIntake) known).called(label(mqtt, wire), Map.of()));
            case SourceConfig.Mqtt mqtt ->
                ((TopicIntake) intake)
                        .called(device -> label(mqtt, device), desk -> device -> harmonizer(mqtt, device, desk));
        }
    }

    private Intake passedOn(SourceConfig.Mqtt mqtt, String wire, Desk desk) {
        WireSettings settings = settings(mqtt);
        return new WireIntake(
                MeterStream.Options.auto().withKeys(mqtt.keys().of(wire)),
                settings.behindAdapter(wire).withClock(settings.clock()).withMeter(label(mqtt, wire)),
                ids,
                bindings,
                clock,
                desk);
    }

    private Harmonizer harmonizer(SourceConfig.Mqtt mqtt, String device, Desk desk) {
        return new Harmonizer(settings(mqtt).behindAdapter(device).withMeter(label(mqtt, device)), ids, bindings, desk);
    }

    private static MeterLabel label(SourceConfig.Mqtt mqtt, String device) {
        return mqtt.meters().getOrDefault(device, MeterLabel.NONE);
    }

    private WireSettings settings(SourceConfig source) {
        SourceConfig.Common common = source.common();
        boolean replay = source instanceof SourceConfig.CaptureFile;
        return WireSettings.of(source.id(), common.zone())
                .withClock(new WireSettings.Clock(
                        TimeSource.METER, configuration.maxSkew(), common.ignoreMeterClock(), replay, BUILT))
                .withRatio(common.ctRatio());
    }

    private Topics topics() {
        return new Topics(configuration.root(), configuration.gateway());
    }
}
