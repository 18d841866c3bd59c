package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;

/** Where an intake reports what it made of its wire. Never blocks. */
public interface Desk extends Harmonizer.Listener {

    /**
     * An intact frame was read.
     *
     * @param skew the meter's clock against ours, if it has one
     * @param seal whether it came encrypted; empty where an adapter has decoded it
     */
    void frame(Instant received, Optional<Duration> skew, Optional<Seal> seal);

    /** Whether anybody wants frames as received; without, none need be handed over. */
    default boolean wantsRaw() {
        return false;
    }

    /** A frame as received; {@code topic} is empty for wires. */
    void raw(String protocol, Instant received, boolean encrypted, String topic, Bytes frame);

    /** What a meter said in one frame, word for word, for those who want it; both are borrowed. */
    default void told(String meter, Instant received, Telegram telegram, Frame frame) {}

    /** Something could not be used. {@code detail} says where and why, without serials. */
    void rejected(Reason reason, String protocol, Instant received, String detail, int length, Bytes frame);

    /** An adapter says that its meter is away. */
    void gone(String meter);
}
