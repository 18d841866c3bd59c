package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Fact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all lanes meet: one thread that keeps the book of meters and hands every fact to every
 * courier, in one order.
 */
final class Hub implements Lane.Downstream, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Hub.class);
    private static final long TICK_MILLIS = 100;
    private static final Duration STATS_INTERVAL = Duration.ofSeconds(60);
    private static final long LONGEST_FAREWELL_MILLIS = 5_000;

    /** Words that wait; sources that can wait do so from then on. */
    private static final int MOST_UNHEARD = 1_000;

    private final InstantSource clock;

    /** For all that has to wait or is late; the other one may be set. */
    private final InstantSource steady;

    private final Instant started;
    private final Instant steadyStart;
    private final MeterBook book;

    /** Once this hub has started, only its thread puts another one in the place of this. */
    private volatile Roster roster = Roster.EMPTY;

    /** Outputs that come back in a moment: the journal keeps what they have not delivered yet. */
    private final Map<String, Long> expected = new HashMap<>();

    private final BlockingQueue<Word> inbox = new LinkedBlockingQueue<>();
    private final RejectPauses pauses = new RejectPauses();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("hub").daemon().unstarted(this::run);
    private @Nullable FactJournal journal;
    private Duration syncInterval = Duration.ZERO;
    private Instant synced;

    /** The one that puts the journal onto the medium; at first one that has nothing to do. */
    private Thread syncing = Thread.ofPlatform().unstarted(() -> {});

    private Instant counted;

    Hub(InstantSource clock, InstantSource steady, Duration stateInterval, Duration stateMaxAge) {
        this.clock = clock;
        this.steady = steady;
        this.started = clock.instant();
        this.steadyStart = steady.instant();
        this.counted = steadyStart;
        this.synced = steadyStart;
        this.book = new MeterBook(stateInterval, stateMaxAge, this::send);
    }

    /** What gateways of the group publish will be said, too; before {@link #start}. */
    void listen() {
        book.listen();
    }

    /** Facts are kept there before anything else; before {@link #start}. */
    void keepIn(FactJournal kept, Duration interval) {
        journal = kept;
        syncInterval = interval;
    }

    /** After the last courier has ended. */
    void endJournal() {
        FactJournal kept = journal;
        if (kept == null) {
            return;
        }
        try {
            syncing.join(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kept.sync(positions());
        kept.close();
    }

    /** Before any lane: the medium may take its time, and what lanes say meanwhile would be in memory alone. */
    void start() {
        FactJournal kept = journal;
        if (kept != null) {
            guarded(() -> kept.sync(positions())); // outputs that are new begin here, whatever comes
        }
        thread.start();
    }

    void say(Word word) {
        inbox.add(word);
    }

    /** Who takes part at this moment; any thread may ask. */
    Roster roster() {
        return roster;
    }

    /**
     * Changes who takes part: after all that was said until now, and before all that comes. Returns when it is done,
     * also to a thread that is interrupted. Before {@link #start} it is done at once.
     */
    void between(Runnable change) {
        if (thread.getState() == Thread.State.NEW) {
            change.run();
            return;
        }
        CountDownLatch done = new CountDownLatch(1);
        say(new Word.Between(change, done));
        boolean isInterrupted = false;
        while (done.getCount() > 0 && ended.getCount() > 0) {
            try {
                if (done.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                    break;
                }
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A lane comes; {@link #between} words. {@code source}: empty if no source of meters. */
    void join(Lane lane, Optional<Roster.Source> source) {
        roster = roster.with(lane, source);
        if (source.isPresent()) {
            describe();
        }
    }

    /** A lane has gone; {@link #between} words. */
    void leave(Lane lane) {
        roster = roster.without(lane);
        describe();
    }

    /** Of such meters nothing is known any more; {@link #between} words. */
    void forget(Predicate<MeterInfo> which) {
        if (book.forget(which)) {
            describe();
        }
    }

    /** As {@link MeterBook#doubt}; {@link #between} words. */
    void doubt(String source) {
        book.doubt(source, steady.instant());
    }

    /** An output comes, and hears what is known; {@link #between} words. */
    void join(Courier courier) {
        courier.name().ifPresent(expected::remove);
        if (thread.getState() != Thread.State.NEW) {
            courier.put(gateway());
            book.tell(courier::put);
        }
        roster = roster.with(courier);
    }

    /** An output gets nothing more; {@link #between} words. {@code returns}: another one will take over its name. */
    void leave(Courier courier, boolean returns) {
        roster = roster.without(courier);
        courier.name().filter(name -> returns).ifPresent(name -> expected.put(name, courier.position()));
    }

    /** Outputs of other names do not come back, and nothing is kept for them; {@link #between} words. */
    void expectOnly(Set<String> outputs) {
        expected.keySet().retainAll(outputs);
    }

    /** What an output has delivered that has left, and has ended now; {@link #between} words. */
    void ended(Courier courier) {
        FactJournal kept = journal;
        if (kept != null) {
            courier.name().ifPresent(name -> {
                kept.delivered(name, courier.position());
                expected.replace(name, courier.position());
            });
        }
    }

    /** Whether so much waits already, here or for a sink, that it is better not to say more. */
    @Override
    public boolean isBusy() {
        if (inbox.size() > MOST_UNHEARD) {
            return true;
        }
        for (Courier courier : roster.couriers()) {
            if (courier.isBusy()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void whenDelivered(Runnable action) {
        say(new Word.WhenDelivered(action));
    }

    /** The counters at this moment; any thread may ask. */
    Fact.Counted count() {
        Duration up = Duration.between(steadyStart, steady.instant());
        return count(clock.instant(), up.toSeconds());
    }

    /** Handles what has been said until now, then stops. */
    @Override
    public void close() {
        say(new Word.Stop());
        try {
            if (!ended.await(LONGEST_FAREWELL_MILLIS, TimeUnit.MILLISECONDS)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        describe();
        Instant nextTick = steady.instant().plusMillis(TICK_MILLIS);
        try {
            while (true) {
                Word word = inbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (word instanceof Word.Stop) {
                    guarded(() -> book.flush(steady.instant()));
                    send(count());
                    return;
                }
                if (word != null) {
                    guarded(() -> handle(word));
                }
                Instant now = steady.instant();
                if (!now.isBefore(nextTick)) {
                    nextTick = now.plusMillis(TICK_MILLIS);
                    tick(now);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("hub: interrupted", e);
        } finally {
            ended.countDown();
        }
    }

    private void handle(Word word) {
        switch (word) {
            case Word.Described described -> {
                if (book.described(described.info())) {
                    describe();
                }
            }
            case Word.Heard heard -> book.heard(heard.reading(), steady.instant());
            case Word.Happened happened -> send(new Fact.Happened(happened.event()));
            case Word.Raw raw -> send(raw.raw());
            case Word.Told told -> send(told.told());
            case Word.Rejected rejected -> pauses.next(rejected.rejected()).ifPresent(this::send);
            case Word.Gone gone -> book.gone(gone.meter());
            case Word.Published published -> book.published(published.reading(), steady.instant());
            case Word.FellowGone gone -> book.sayAgain(steady.instant());
            case Word.WhenDelivered delivered -> whenAllDelivered(delivered.action());
            case Word.Between between -> {
                try {
                    between.change().run();
                } finally {
                    between.done().countDown();
                }
            }
            case Word.Stop stop -> {}
        }
    }

    /** A bug met on one meter must not cost the others. */
    private static void guarded(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            LOG.error("going on after a fault of ours", e);
        }
    }

    /** {@code now}: on the steady clock. */
    private void tick(Instant now) {
        Instant wallClock = clock.instant();
        roster.lanes().forEach(lane -> guarded(() -> lane.tick(wallClock)));
        guarded(() -> {
            if (book.tick(now)) {
                describe();
            }
        });
        FactJournal kept = journal;
        if (kept != null && !now.isBefore(synced.plus(syncInterval))) {
            synced = now;
            guarded(() -> sync(kept));
        }
        if (!now.isBefore(counted.plus(STATS_INTERVAL))) {
            counted = now;
            send(count());
        }
    }

    private Fact.Counted count(Instant time, long uptimeSeconds) {
        Map<String, Fact.SourceCount> sources = new TreeMap<>();
        Roster now = roster;
        now.sources()
                .values()
                .forEach(source -> sources.put(source.id(), source.ledger().count()));
        long published = 0;
        long spooled = 0;
        long dropped = 0;
        long reconnects = 0;
        for (Courier courier : now.couriers()) {
            published += courier.delivered();
            spooled += courier.spooled();
            dropped += courier.dropped();
            reconnects += courier.reconnects();
        }
        Fact.OutputCount output = new Fact.OutputCount(published, spooled, dropped, reconnects);
        return new Fact.Counted(time, uptimeSeconds, sources, output);
    }

    /** Outputs that answer for nobody's message are not waited for: a database may be away for days. */
    private void whenAllDelivered(Runnable action) {
        List<Courier> answerable =
                roster.couriers().stream().filter(Courier::answersForMessages).toList();
        AtomicInteger missing = new AtomicInteger(answerable.size());
        if (answerable.isEmpty()) {
            action.run();
        }
        for (Courier courier : answerable) {
            courier.whenDelivered(() -> {
                if (missing.decrementAndGet() == 0) {
                    action.run();
                }
            });
        }
    }

    /** First it is safe, then it is told. */
    private void send(Fact fact) {
        FactJournal kept = journal;
        long number = kept == null ? 0 : kept.keep(fact);
        roster.couriers().forEach(courier -> courier.put(fact, number));
    }

    private void describe() {
        if (thread.getState() != Thread.State.NEW) {
            send(gateway());
        }
    }

    private Fact.GatewayDescribed gateway() {
        return new Fact.GatewayDescribed(started, roster.drivers(), book.meters());
    }

    /** On a thread of its own: a memory card may take seconds, and the meters do not wait. */
    private void sync(FactJournal kept) {
        if (!syncing.isAlive()) {
            Map<String, Long> positions = positions();
            syncing = Thread.ofPlatform().daemon().name("journal").start(() -> kept.syncFacts(positions));
        }
    }

    private Map<String, Long> positions() {
        Map<String, Long> positions = new TreeMap<>(expected);
        roster.couriers().forEach(courier -> courier.name().ifPresent(name -> positions.put(name, courier.position())));
        return positions;
    }
}
