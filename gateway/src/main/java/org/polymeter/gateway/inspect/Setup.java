package org.polymeter.gateway.inspect;

import java.time.ZoneId;
import java.util.Optional;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.codec.reading.WireSettings.Clock;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.capture.Engine;
import org.polymeter.gateway.capture.Engines;
import org.polymeter.gateway.config.SourceConfig;

/**
 * How bytes are read.
 *
 * @param options of what comes from a meter's port
 * @param adapter of messages that a device has made; empty if that is to be found out
 * @param wire how readings are made of it
 */
record Setup(MeterStream.Options options, Optional<Adapter> adapter, WireSettings wire, MeterIds ids) {

    private static final String PASTED = "pasted";

    /** Of a source: as it is configured, its keys included. */
    static Setup of(SourceConfig configured, MeterIds ids) {
        SourceConfig source = configured.forArchive();
        WireSettings wire = WireSettings.of(source.id(), source.common().zone())
                .withClock(Clock.OF_ARCHIVE)
                .withRatio(source.common().ctRatio());
        return switch (source) {
            case SourceConfig.Wire it -> {
                SourceConfig.Decoding decoding = it.decoding();
                MeterStream.Options options = MeterStream.Options.of(decoding.link())
                        .withKind(decoding.kind())
                        .withKeys(decoding.keys());
                yield new Setup(
                        decoding.checkChecksums() ? options : options.ignoringChecksums(),
                        Optional.empty(),
                        wire.withMeter(decoding.meter()).withSubMeters(decoding.submeters()),
                        ids);
            }
            case SourceConfig.Mqtt it ->
                new Setup(MeterStream.Options.auto(), Optional.of(it.adapter()), wire.behindAdapter(it.id()), ids);
        };
    }

    /** Of bytes of which nothing is known. */
    static Setup unknown(ZoneId zone, MeterIds ids) {
        return new Setup(
                MeterStream.Options.auto(),
                Optional.empty(),
                WireSettings.of(PASTED, zone).withClock(Clock.OF_ARCHIVE),
                ids);
    }

    Setup over(MeterStream.Link link) {
        return new Setup(options.over(link), Optional.empty(), wire, ids);
    }

    Setup through(Adapter other) {
        return new Setup(options, Optional.of(other), wire, ids);
    }

    Setup withKeys(Keys keys) {
        return new Setup(options.withKeys(keys), adapter, wire, ids);
    }

    /** What reads it and says what each byte means. */
    Engine.Maker engines() {
        return adapter.map(Engines::messages)
                .or(() -> Engines.named(
                        options.link() == MeterStream.Link.AUTO
                                ? Engines.AUTO
                                : options.link().word(),
                        options.explaining()))
                .orElseThrow(() -> new IllegalStateException("no engine for " + options.link()));
    }
}
