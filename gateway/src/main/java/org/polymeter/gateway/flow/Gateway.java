package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.sink.Trial;
import org.polymeter.gateway.source.Source;

/**
 * The running whole: lanes, hub, couriers. Started once, closed once: first the wires, then the hub
 * hands on what it still has, then the couriers deliver and say goodbye.
 *
 * <p>Sources and outputs come and go at any time, and the others do not notice. One thread at a time makes such
 * changes, and closes.
 */
public final class Gateway implements AutoCloseable {

    /** Facts that wait for a sink that is away: an hour of one DSMR 5 meter and its gas meter. */
    private static final int OUTBOX_CAPACITY = 10_000;

    private static final long GLANCE_MILLIS = 500;

    private final List<Witness> witnesses = new ArrayList<>();
    private final Hub hub;
    private final InstantSource clock;
    private @Nullable FactJournal journal;

    private boolean started;
    private volatile boolean closed;

    /**
     * A gateway without sources and sinks.
     *
     * @param clock what the world calls the time
     * @param steady by which it waits: that of the world may be set
     * @param stateInterval how often a meter's state is published at most; zero: with every reading
     * @param stateMaxAge values older than that against the newest one leave the state
     */
    public Gateway(InstantSource clock, InstantSource steady, Duration stateInterval, Duration stateMaxAge) {
        this.clock = clock;
        this.hub = new Hub(clock, steady, stateInterval, stateMaxAge);
    }

    /**
     * Keeps readings and events on disk until every output with a name has delivered them; before any output
     * is added.
     *
     * @param syncInterval how much a power cut may cost at most
     */
    public void keepIn(FactJournal kept, Duration syncInterval) {
        journal = kept;
        hub.keepIn(kept, syncInterval);
    }

    /** Shows everything that comes to that one, too; before {@link #start}. It is closed by others, after this. */
    public void showTo(Witness whom) {
        witnesses.add(whom);
    }

    /** Adds an output. */
    public Courier add(Sink sink) {
        return add(() -> new Courier(sink, OUTBOX_CAPACITY, clock));
    }

    /** Adds an output that gets what an earlier one of that name, or of an earlier run, could not deliver. */
    public Courier add(Sink sink, String name) {
        FactJournal kept = journal;
        return kept == null ? add(sink) : add(() -> new Courier(sink, OUTBOX_CAPACITY, clock, name, kept));
    }

    /**
     * Takes an output out, which delivers what it still can.
     *
     * @param returns whether another one will take over its name, and all that it could not deliver
     */
    public void remove(Courier courier, boolean returns) {
        hub.between(() -> hub.leave(courier, returns));
        courier.dismiss();
        hub.between(() -> hub.ended(courier));
    }

    /** Of outputs that have left, those of other names do not come back: nothing is kept for them any more. */
    public void expectOnly(Set<String> names) {
        hub.between(() -> hub.expectOnly(names));
    }

    /**
     * Adds a wire.
     *
     * @param driver its kind, for the gateway's descriptor
     * @param raw whether its frames are published as received
     * @param intake makes what takes the source's bytes, given where to report to
     */
    public Lane add(String id, String driver, Source source, boolean raw, Function<Desk, Intake> intake) {
        SourceLedger ledger = new SourceLedger();
        Lane lane = new Lane(id, source, intake.apply(new HubDesk(id, raw, ledger, hub, witnesses)), hub, clock);
        return add(lane, Optional.of(new Roster.Source(id, driver, ledger)));
    }

    /**
     * Adds what is heard of the other gateways of a group, before {@link #start}. It is no source of
     * meters, so it is not in the descriptor.
     */
    public void listen(String id, Source source, Function<Hearsay, Intake> intake) {
        Hearsay hearsay = new Hearsay() {
            @Override
            public void published(Reading reading) {
                hub.say(new Word.Published(reading));
            }

            @Override
            public void gone() {
                hub.say(new Word.FellowGone());
            }
        };
        hub.listen();
        add(new Lane(id, source, intake.apply(hearsay), hub, clock), Optional.empty());
    }

    /** Listens to what is no meter: what comes goes where the intake takes it, and not to the hub. */
    public Lane attend(String id, Source source, Intake intake) {
        return add(new Lane(id, source, intake, hub, clock), Optional.empty());
    }

    /** Takes a wire out. What is known of its meters stays, until {@link #forget} or {@link #doubt}. */
    public void remove(Lane lane) {
        lane.close();
        hub.between(() -> hub.leave(lane));
    }

    /** Says something to what takes a wire's bytes, which must not wait for anything. */
    public void tell(Lane lane, Consumer<Intake> word) {
        lane.tell(word);
    }

    /** Such meters are no more, nor those behind them: outputs clear what they have of them. */
    public void forget(Predicate<MeterInfo> which) {
        hub.between(() -> hub.forget(which));
    }

    /** The source is another one now: its meters are no more once it turns out that it has others. */
    public void doubt(String source) {
        hub.between(() -> hub.doubt(source));
    }

    public void start() {
        hub.roster().couriers().forEach(Courier::start);
        hub.start();
        hub.roster().lanes().forEach(Lane::start);
        started = true;
    }

    /** Waits until there are sources and all have ended for good, as files do; false if time ran out before. */
    public boolean awaitEnd(Duration longest) throws InterruptedException {
        long begin = System.nanoTime();
        Duration left = longest;
        while (left.isPositive() && !closed) {
            long glance = Math.min(left.toMillis() + 1, GLANCE_MILLIS); // others may have come and gone by then
            List<Lane> lanes = hub.roster().lanes();
            boolean ended = !lanes.isEmpty();
            for (Lane lane : lanes) {
                ended = ended && lane.awaitEnd(glance) && !lane.isClosed();
            }
            if (ended) {
                return true;
            }
            if (lanes.isEmpty()) {
                Thread.sleep(glance);
            }
            left = longest.minusNanos(System.nanoTime() - begin);
        }
        return closed;
    }

    /** The counters at this moment; any thread may ask once the gateway has started. */
    public Fact.Counted count() {
        return hub.count();
    }

    /** A source, as somebody who looks after it has to know it. */
    public record Reported(String id, String driver, String where, SourceState state, Fact.SourceCount count) {}

    /** How all sources are at this moment, also those that are no meters, whose driver is empty. */
    public List<Reported> sources() {
        Roster roster = hub.roster();
        return roster.lanes().stream().map(lane -> reported(lane, roster)).toList();
    }

    /** How all outputs are at this moment; any thread may ask. */
    public List<OutputState> outputs() {
        List<OutputState> states = new ArrayList<>();
        couriersById().forEach((id, courier) -> states.add(courier.state(id)));
        return states;
    }

    /** Tries a source now instead of at its time; false if there is no need, empty if there is no such source. */
    public Optional<Boolean> retrySource(String id) {
        return hub.roster().lanes().stream()
                .filter(lane -> lane.id().equals(id))
                .findFirst()
                .map(Lane::retry);
    }

    /** The same for an output. */
    public Optional<Boolean> retryOutput(String id) {
        return courier(id).map(Courier::retry);
    }

    /** How the other side of an output can be tried; empty if there is none, or no such output. */
    public Optional<Trial> trial(String output) {
        return courier(output).flatMap(Courier::trial);
    }

    private Optional<Courier> courier(String output) {
        return Optional.ofNullable(couriersById().get(output));
    }

    /** In their order; who is called as another one gets a number. */
    private Map<String, Courier> couriersById() {
        Map<String, Courier> byId = new LinkedHashMap<>();
        for (Courier courier : hub.roster().couriers()) {
            String id = courier.id();
            for (int number = 2; byId.containsKey(id); number++) {
                id = courier.id() + "-" + number;
            }
            byId.put(id, courier);
        }
        return byId;
    }

    private Reported reported(Lane lane, Roster roster) {
        Optional<Roster.Source> source = Optional.ofNullable(roster.sources().get(lane));
        SourceLedger ledger = source.map(Roster.Source::ledger).orElseGet(SourceLedger::new);
        return new Reported(
                lane.id(),
                source.map(Roster.Source::driver).orElse(""),
                lane.where(),
                SourceState.of(lane.log(), ledger.recent(), clock.instant()),
                ledger.count());
    }

    @Override
    public void close() {
        closed = true;
        hub.roster().lanes().forEach(Lane::end);
        hub.roster().lanes().forEach(Lane::close);
        hub.close();
        hub.roster().couriers().forEach(Courier::end);
        hub.roster().couriers().reversed().forEach(Courier::close);
        hub.endJournal();
    }

    /** It is made by the hub's thread, so that there is no fact that it finds neither on disk nor in its outbox. */
    private Courier add(Supplier<Courier> maker) {
        AtomicReference<Courier> made = new AtomicReference<>();
        hub.between(() -> {
            Courier courier = maker.get();
            made.set(courier);
            hub.join(courier);
        });
        Courier courier = Objects.requireNonNull(made.get(), "the gateway has ended");
        if (started) {
            courier.start();
        }
        return courier;
    }

    private Lane add(Lane lane, Optional<Roster.Source> source) {
        hub.between(() -> hub.join(lane, source));
        if (started) {
            lane.start();
        }
        return lane;
    }
}
