package org.polymeter.gateway.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.polymeter.codec.observation.Fault;
import org.polymeter.gateway.adapter.RawMessage;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;

/**
 * Frames that other gateways pass on as received (docs/profile.md, Gateway): each of their sources is a wire
 * of ours, so that a checksum is checked where the telegram is read.
 */
public final class RawIntake implements Intake {

    /** A topic filter that is too wide must not fill the memory. */
    private static final int MOST_WIRES = 10_000;

    private static final String PROTOCOL = "raw";

    private final Predicate<String> own;
    private Function<String, Intake> maker;
    private final InstantSource clock;
    private final Desk desk;
    private final Map<String, Intake> wires = new LinkedHashMap<>();

    /**
     * An intake for one subscription.
     *
     * @param own the topics of this gateway, which are passed over: it has read those frames already
     * @param wires makes the intake of a wire, given its name: {@code <gateway>/<source>}
     */
    public RawIntake(Predicate<String> own, Function<String, Intake> wires, InstantSource clock, Desk desk) {
        this.own = own;
        this.maker = wires;
        this.clock = clock;
        this.desk = desk;
    }

    /**
     * Something else is known of the wires from now on.
     *
     * @param maker makes the intake of a wire that was not heard yet
     * @param word is said to those that were
     */
    public void changed(Function<Desk, Function<String, Intake>> maker, BiConsumer<String, Intake> word) {
        this.maker = maker.apply(desk);
        wires.forEach(word);
    }

    @Override
    public void opened() {}

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        throw new IllegalStateException("a broker sends messages, not bytes");
    }

    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        if (own.test(topic) || retained) {
            return;
        }
        Optional<Fault> fault = RawMessage.read(payload, frame -> frame(RawMessage.wire(topic), frame));
        fault.ifPresent(what -> rejected(Reason.DECODE, what.toString(), payload));
    }

    @Override
    public void silence() {}

    @Override
    public void tick(Instant now) {
        wires.values().forEach(wire -> wire.tick(now));
    }

    @Override
    public void ended() {
        wires.values().forEach(Intake::ended);
    }

    /** A message holds a telegram as a whole, so what is left over belongs to none. */
    private void frame(String name, byte[] frame) {
        if (!wires.containsKey(name) && wires.size() == MOST_WIRES) {
            rejected(Reason.UNIDENTIFIED, "more than " + MOST_WIRES + " wires: is the topic filter too wide?", frame);
            return;
        }
        Intake wire = wires.computeIfAbsent(name, maker);
        wire.bytes(frame, 0, frame.length);
        wire.silence();
    }

    private void rejected(Reason reason, String detail, byte[] payload) {
        desk.rejected(reason, PROTOCOL, clock.instant(), detail, payload.length, Bytes.of(payload));
    }
}
