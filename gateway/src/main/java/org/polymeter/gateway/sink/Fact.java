package org.polymeter.gateway.sink;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;

/**
 * What crosses from the hub to the sinks; all of it immutable.
 *
 * <p>Two sorts, as in the profile. <i>Facts</i> are appended and never lost silently: their {@link
 * #key} is empty. <i>State</i> replaces what was known before: of two with one key only the later
 * one matters, and a sink that could not deliver the earlier one never has to.
 */
public sealed interface Fact {

    /** What the state is about; empty for facts that are appended. */
    default Optional<String> key() {
        return Optional.empty();
    }

    /**
     * Whether state takes the place in line of what it replaces, and not the last: what introduces a
     * meter has to come before its readings.
     */
    default boolean introduces() {
        return false;
    }

    /** The {@link #key keys} of state that means nothing any more from here on. */
    default List<String> ends() {
        return List.of();
    }

    /** Topic {@code meter/{meter}/reading}. */
    record Heard(Reading reading) implements Fact {}

    /** Topic {@code meter/{meter}/event}. */
    record Happened(Event event) implements Fact {}

    /** Topic {@code meter/{meter}/info}. */
    record Described(MeterInfo info) implements Fact {
        @Override
        public Optional<String> key() {
            return Optional.of("info/" + info.meter());
        }

        @Override
        public boolean introduces() {
            return true;
        }
    }

    /**
     * Topics {@code meter/{meter}/state} and {@code value/{name}}.
     *
     * @param state the merge, as a reading whose id, time and quality are those of the newest one
     * @param older names whose value is older than the state, and since when
     * @param gone names that were in the state published before and are no longer
     */
    record Known(Reading state, Map<String, Instant> older, List<String> gone) implements Fact {
        @Override
        public Optional<String> key() {
            return gone.isEmpty() ? Optional.of("state/" + state.meter()) : Optional.empty();
        }
    }

    /** Topic {@code meter/{meter}/status}. */
    record Alive(String meter, boolean online) implements Fact {
        @Override
        public Optional<String> key() {
            return Optional.of("status/" + meter);
        }
    }

    /** A meter was removed: every state topic of it has to be cleared. */
    record Removed(String meter, List<String> names) implements Fact {
        @Override
        public List<String> ends() {
            return List.of("info/" + meter, "state/" + meter, "status/" + meter);
        }
    }

    /**
     * Topic {@code gateway/{gateway}/raw/{source}}: a frame as received.
     *
     * @param topic of the message, empty for wires
     */
    record Raw(String source, String protocol, Instant received, boolean encrypted, String topic, Bytes frame)
            implements Fact {}

    /**
     * No topic: what a telegram said word for word, and the bytes it came in, for renderings that need
     * more than the profile has. Made only while a sink asks for it ({@link Sink#wantsTold}), and only
     * of what came over a wire of ours. It names the meter's serial number, whatever privacy says.
     *
     * @param meter whose telegram it was; what it said of meters behind that one is in it, too
     * @param protocol {@code dlms dsmr sml …}
     * @param identification P1: the line after the slash; empty elsewhere
     * @param time when the telegram says it was made
     * @param observations in the meter's order and units; an amount's scale is the meter's own
     * @param frame as received, from start mark to end mark, segments in order
     * @param payload what was in it: link headers gone, segments joined, opened if it was sealed
     */
    record Told(
            String source,
            String meter,
            Instant received,
            String protocol,
            String identification,
            Optional<Observation.WallClock> time,
            List<Observation> observations,
            Bytes frame,
            Bytes payload)
            implements Fact {

        /** A copy of what is borrowed. */
        public static Told of(String source, String meter, Instant received, Telegram telegram, Frame frame) {
            return new Told(
                    source,
                    meter,
                    received,
                    telegram.protocol(),
                    telegram.identification(),
                    telegram.isTimed()
                            ? Optional.of(new Observation.WallClock(telegram.localSecond(), telegram.deviation()))
                            : Optional.empty(),
                    List.copyOf(telegram.observations()),
                    Bytes.of(frame.raw(), frame.rawOffset(), frame.rawLength()),
                    Bytes.of(frame.payload(), frame.payloadOffset(), frame.payloadLength()));
        }
    }

    /**
     * Topic {@code gateway/{gateway}/reject/{source}}: what could not be used.
     *
     * @param reason {@code checksum truncated decrypt no_key decode unidentified too_long noise
     *     implausible}
     * @param detail where and why, without keys and serials
     * @param length bytes on the wire
     * @param suppressed rejects of this source and reason that were not published since the last
     * @param withheld the values that cannot be, if that is the reason
     */
    record Rejected(
            String source,
            Instant received,
            String protocol,
            String reason,
            String detail,
            int length,
            int suppressed,
            Bytes frame,
            Optional<Quarantine> withheld)
            implements Fact {

        public Rejected(
                String source,
                Instant received,
                String protocol,
                String reason,
                String detail,
                int length,
                int suppressed,
                Bytes frame) {
            this(source, received, protocol, reason, detail, length, suppressed, frame, Optional.empty());
        }

        /** The same, with how many like it were not published. */
        public Rejected withSuppressed(int count) {
            return new Rejected(source, received, protocol, reason, detail, length, count, frame, withheld);
        }

        /** The same, for where privacy asks for it. */
        public Rejected withoutFrame() {
            return new Rejected(
                    source, received, protocol, reason, detail, length, suppressed, Bytes.of(new byte[0]), withheld);
        }
    }

    /** Topic {@code gateway/{gateway}/info}. */
    record GatewayDescribed(Instant started, Map<String, String> driverBySource, List<String> meters) implements Fact {
        @Override
        public Optional<String> key() {
            return Optional.of("gateway");
        }

        @Override
        public boolean introduces() {
            return true;
        }
    }

    /** Topic {@code gateway/{gateway}/stats}, every 60 s and at the end. */
    record Counted(Instant time, long uptimeSeconds, Map<String, SourceCount> sources, OutputCount output)
            implements Fact {}

    /**
     * Counters of one source since the start.
     *
     * @param rejected by reason
     * @param quarantined values that cannot be, by reason
     * @param lastFrame when the last intact frame ended
     * @param clockSkewMillis meter clock minus gateway clock at the last reading with a meter clock
     * @param seal the weakest that a frame had; empty before the first, and where adapters decode
     */
    record SourceCount(
            long frames,
            long readings,
            Map<String, Long> rejected,
            Map<String, Long> quarantined,
            Optional<Instant> lastFrame,
            Optional<Long> clockSkewMillis,
            Optional<Seal> seal) {}

    /** Counters of all outputs together since the start. */
    record OutputCount(long published, long spooled, long dropped, long reconnects) {}
}
