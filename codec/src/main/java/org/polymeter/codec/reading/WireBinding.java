package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which meter a wire carries, and what is known of it and of the meters behind it. Sticky: telegrams
 * without an identity belong to the meter that was there before (docs/profile.md, Identity).
 */
final class WireBinding {

    /** Scheme of meters that may share a wire. */
    private static final String BUS = "mbus";

    private WireSettings wire;
    private final MeterIds ids;
    private final Bindings bindings;
    private final Consumer<Event> events;
    private final Map<String, MeterMemory> meters = new HashMap<>();
    private @Nullable MeterMemory bound;
    private boolean shared;

    WireBinding(WireSettings wire, MeterIds ids, Bindings bindings, Consumer<Event> events) {
        this.wire = wire;
        this.ids = ids;
        this.bindings = bindings;
        this.events = events;
    }

    /** The meter of a telegram with that identity, if it states one; null if nobody can tell yet. */
    @Nullable
    MeterMemory meterOf(Optional<Identity> stated, Instant received) {
        MeterMemory before = bound != null ? bound : remembered();
        if (stated.isEmpty()) {
            boolean canWait = wire.meter().id().isEmpty() && !wire.clock().replay();
            return before != null || canWait ? before : lastResort();
        }
        Identity identity = stated.get();
        if (before == null) {
            return bind(identity);
        }
        if (before.isContradictedBy(identity)) {
            return identity.scheme().equals(BUS) ? neighbour(identity) : replace(before, identity, received);
        }
        boolean better =
                isLesser(before.identity(), identity) || identity.scheme().equals("ldn");
        before.alsoKnownAs(identity, better);
        return before;
    }

    /** A name from outside is worth less than one that the meter says, a sender less than a value. */
    private static boolean isLesser(Identity known, Identity other) {
        return known.isFromOutside() || (known.obis().isNone() && !other.obis().isNone());
    }

    /**
     * Several meters may hang on one bus; each says its whole name in every telegram. The configured
     * name is that of the first.
     */
    private MeterMemory neighbour(Identity identity) {
        shared |= wire.meter().id().isPresent();
        return memory(ids.idOf(identity), identity);
    }

    /** Whether meters of which the configuration does not know are on the wire of one it knows. */
    boolean isShared() {
        return shared;
    }

    /** The meter under the name of its adapter or source: it never says who it is. */
    MeterMemory lastResort() {
        return bind(wire.adapter()
                .map(name -> Identity.fromOutside("adapter", name))
                .orElseGet(() -> Identity.fromOutside("source", wire.source())));
    }

    /** The meter this wire is bound to, once it is known. */
    Optional<String> meter() {
        return Optional.ofNullable(bound).map(memory -> memory.meter);
    }

    /** A meter behind this wire's meter. */
    MeterMemory subMeter(SubMeters.Value value) {
        MeterLabel label = wire.subMeters().getOrDefault(value.channel(), MeterLabel.NONE);
        Identity identity = value.identity()
                .orElseGet(() -> Identity.fromOutside("source", value.parent() + "-ch" + value.channel()));
        MeterMemory meter = memory(label.id().orElseGet(() -> ids.idOf(identity)), identity);
        meter.called(label);
        return meter;
    }

    /** The same wire, with other labels; returns the meters that have one. */
    List<MeterMemory> called(WireSettings other) {
        wire = other;
        List<MeterMemory> labelled = new ArrayList<>();
        MeterMemory main = bound;
        if (main != null) {
            main.called(other.meter());
            labelled.add(main);
        }
        for (MeterMemory meter : meters.values()) {
            if (meter != main && meter.channel().isPresent()) {
                meter.called(other.subMeters().getOrDefault(meter.channel().getAsInt(), MeterLabel.NONE));
                labelled.add(meter);
            }
        }
        return labelled;
    }

    private @Nullable MeterMemory remembered() {
        return bindings.of(wire.wire()).map(this::bind).orElse(null);
    }

    private MeterMemory replace(MeterMemory before, Identity identity, Instant received) {
        MeterMemory after = bind(identity);
        if (after == before) { // the configuration names the place, not the meter in it
            before.becomes(identity);
        }
        if (!after.meter.equals(before.meter)) {
            byte[] evidence = ("meter_replaced:" + after.meter).getBytes(StandardCharsets.UTF_8);
            events.accept(new Event(
                    "meter_replaced",
                    before.meter,
                    Fingerprint.of(before.meter, received, evidence),
                    received,
                    TimeSource.GATEWAY,
                    received,
                    Map.of("by", after.meter)));
        }
        return after;
    }

    private MeterMemory bind(Identity identity) {
        if (!identity.isFromOutside()) {
            bindings.bind(wire.wire(), identity);
        }
        MeterMemory meter = memory(wire.meter().id().orElseGet(() -> ids.idOf(identity)), identity);
        meter.called(wire.meter());
        bound = meter;
        return meter;
    }

    private MeterMemory memory(String id, Identity identity) {
        return meters.computeIfAbsent(
                id, unused -> new MeterMemory(id, identity, bindings.quantities(id), wire.ratio()));
    }
}
