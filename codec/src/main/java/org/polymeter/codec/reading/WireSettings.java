package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/**
 * What the configuration says of one wire and the meter on it.
 *
 * @param source id of the source
 * @param adapter name of the adapter where several share a source (a topic segment)
 * @param zone of the meter's wall clock
 * @param clock whose clock the telegrams carry, and how far it is believed
 * @param meter what people call the meter on this wire
 * @param subMeters what they call the meters behind it, by M-Bus channel
 * @param ratio of external transformers, by which powers, energies and currents are multiplied
 */
public record WireSettings(
        String source,
        Optional<String> adapter,
        ZoneId zone,
        Clock clock,
        MeterLabel meter,
        Map<Integer, MeterLabel> subMeters,
        BigDecimal ratio) {

    /**
     * How telegrams tell the time.
     *
     * @param source whose clock they carry: the meter's or an adapter's
     * @param maxSkew beyond which it is not believed
     * @param ignored take the time of receipt instead
     * @param replay the bytes are old: the telegram's own time stands for the time of receipt
     * @param earliestNow a gateway that believes it is earlier has not set its clock yet, as computers
     *     without a battery do after a start, and cannot judge the meter's
     */
    public record Clock(TimeSource source, Duration maxSkew, boolean ignored, boolean replay, Instant earliestNow) {

        /** The meter's own, believed within an hour. */
        public static final Clock OF_METER =
                new Clock(TimeSource.METER, Duration.ofHours(1), false, false, Instant.MIN);

        /** The meter's own, in an archive. */
        public static final Clock OF_ARCHIVE =
                new Clock(TimeSource.METER, Duration.ofHours(1), false, true, Instant.MIN);
    }

    public WireSettings {
        subMeters = Map.copyOf(subMeters);
    }

    /** A meter's own wire, nothing configured. */
    public static WireSettings of(String source, ZoneId zone) {
        return new WireSettings(
                source, Optional.empty(), zone, Clock.OF_METER, MeterLabel.NONE, Map.of(), BigDecimal.ONE);
    }

    public WireSettings withMeter(MeterLabel label) {
        return new WireSettings(source, adapter, zone, clock, label, subMeters, ratio);
    }

    public WireSettings withSubMeters(Map<Integer, MeterLabel> labels) {
        return new WireSettings(source, adapter, zone, clock, meter, labels, ratio);
    }

    public WireSettings withClock(Clock other) {
        return new WireSettings(source, adapter, zone, other, meter, subMeters, ratio);
    }

    /** Behind an adapter that puts its own time into its messages. */
    public WireSettings behindAdapter(String name) {
        Clock itsClock = new Clock(TimeSource.ADAPTER, clock.maxSkew, clock.ignored, clock.replay, clock.earliestNow);
        return new WireSettings(source, Optional.of(name), zone, itsClock, meter, subMeters, ratio);
    }

    public WireSettings withRatio(BigDecimal factor) {
        return new WireSettings(source, adapter, zone, clock, meter, subMeters, factor);
    }

    /** Name under which bindings are kept. */
    String wire() {
        return adapter.map(name -> source + "/" + name).orElse(source);
    }
}
