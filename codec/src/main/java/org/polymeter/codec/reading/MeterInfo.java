package org.polymeter.codec.reading;

import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a meter is: the descriptor of docs/profile.md. Optional parts are null.
 *
 * @param identityScheme {@code dsmr ldn device title sml tic mbus adapter source}
 * @param identityValue the meter's own text; null where privacy asks for it
 * @param role as configured: {@code grid production storage consumption}
 * @param parent meter id of the meter whose port this sub-meter is read through
 * @param device what its source calls the adapter that it is read through; null on wires of ours. In no message, for
 *     some adapters are called by the number of their meter
 * @param intervalSeconds median distance of readings, 0 while unknown
 * @param timeoutSeconds after which the meter counts as offline, 0 while unknown
 */
public record MeterInfo(
        String meter,
        @Nullable String name,
        String medium,
        @Nullable String role,
        String identityScheme,
        @Nullable String identityValue,
        @Nullable String parent,
        OptionalInt channel,
        @Nullable String manufacturer,
        @Nullable String model,
        @Nullable String firmware,
        String protocol,
        @Nullable String protocolVersion,
        String source,
        @Nullable String device,
        String zone,
        int phases,
        double intervalSeconds,
        double timeoutSeconds,
        SortedMap<Quantity, Detail> quantities) {

    /**
     * What is known of one quantity of a meter.
     *
     * @param unit of an {@code x_…} value as sent; else the quantity's own
     * @param decimals digits after the point, -1 for texts
     * @param obis code it was read from, null if derived
     * @param derived names it was computed from, empty if the meter sends it
     */
    public record Detail(
            String unit, int decimals, @Nullable String obis, List<String> derived) {}

    /** The same meter, heard so often. */
    public MeterInfo withTempo(double intervalSeconds, double timeoutSeconds) {
        return new MeterInfo(
                meter,
                name,
                medium,
                role,
                identityScheme,
                identityValue,
                parent,
                channel,
                manufacturer,
                model,
                firmware,
                protocol,
                protocolVersion,
                source,
                device,
                zone,
                phases,
                intervalSeconds,
                timeoutSeconds,
                quantities);
    }
}
