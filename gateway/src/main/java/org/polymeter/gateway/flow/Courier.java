package org.polymeter.gateway.flow;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.gateway.flow.Outbox.Parcel;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.sink.Trial;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries facts from an outbox to one sink, in order, again and again until they are delivered. */
public final class Courier implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final int LARGEST_BATCH = 200;
    private static final long IDLE_MILLIS = 500;

    /** A stopping gateway waits this long for a sink to take what is left. */
    private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(5);

    /** Facts that wait for a sink that is well, before sources that can wait do so. */
    private static final int MOST_WAITING = 1_000;

    private final Sink sink;
    private final Outbox outbox;
    private final Thread thread;
    private final DeliveryLog log;
    private final CountDownLatch stopping = new CountDownLatch(1);

    /** Of whoever does not want to wait for the next attempt. */
    private final Semaphore knocks = new Semaphore(0);

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();

    private final Receipts receipts = new Receipts();

    /** Given to the sink and not confirmed by it yet, oldest first. */
    private final Deque<Parcel> inHand = new ArrayDeque<>();

    /** Under which name the journal knows this output; empty if nothing is kept for it. */
    private final Optional<String> name;

    private final Optional<FactJournal.Cursor> cursor;

    /** Number of the last fact on disk that was delivered, and of the last that an earlier run has kept. */
    private volatile long position;

    private final long before;

    private volatile long inHandCount;
    private volatile boolean failing;

    private final int mostWhileFailing;

    /** {@code capacity}: how many facts wait while the sink is away. */
    public Courier(Sink sink, int capacity, InstantSource clock) {
        this(sink, capacity, clock, Optional.empty(), Optional.empty());
    }

    /** A courier that finds in the journal what it cannot hold in memory, and what an earlier run left there. */
    Courier(Sink sink, int capacity, InstantSource clock, String name, FactJournal journal) {
        this(sink, capacity, clock, Optional.of(name), Optional.of(journal));
    }

    private Courier(
            Sink sink, int capacity, InstantSource clock, Optional<String> name, Optional<FactJournal> journal) {
        this.sink = sink;
        this.log = new DeliveryLog(clock);
        this.mostWhileFailing = capacity - MOST_WAITING;
        this.name = name;
        this.cursor = journal.map(FactJournal::cursor);
        this.outbox = new Outbox(capacity, number -> receipts.done(isOfThisRun(number) ? 1 : 0), this::fromJournal);
        this.before = journal.map(FactJournal::last).orElse(0L);
        this.position = journal.map(kept -> kept.position(name.orElse(""))).orElse(0L);
        outbox.resume(position, before);
        this.thread = Thread.ofVirtual().name("courier " + sink.describe()).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Whether its sink reads what meters said word for word. */
    boolean wantsTold() {
        return sink.wantsTold();
    }

    void put(Fact fact) {
        put(fact, 0);
    }

    /** {@code number}: under which the journal keeps it; 0 if it does not. */
    void put(Fact fact, long number) {
        if (!(fact instanceof Fact.Told) || wantsTold()) {
            if (fact.key().isEmpty()) {
                receipts.expect();
            }
            outbox.put(fact, name.isPresent() ? number : 0);
        }
    }

    /** Under which name the journal knows this output, if it does. */
    Optional<String> name() {
        return name;
    }

    /** Number of the last fact on disk that was delivered. */
    long position() {
        return position;
    }

    /** Whether messages are acknowledged only when its sink has delivered what was made of them. */
    boolean answersForMessages() {
        return sink.answersForMessages();
    }

    /** Runs the action, on any thread, once all facts put until now are delivered; state is not waited for. */
    void whenDelivered(Runnable action) {
        receipts.when(action);
    }

    /** Whether those who can wait had better do so; leaves room for those who cannot. */
    boolean isBusy() {
        if (name.isPresent() && (failing || outbox.isShelved())) {
            return false; // there is room on disk
        }
        return outbox.size() > (failing ? mostWhileFailing : MOST_WAITING);
    }

    long delivered() {
        return delivered.get();
    }

    long reconnects() {
        return reconnects.get();
    }

    long waiting() {
        return inHandCount + outbox.size();
    }

    /** Facts that wait because the sink is away or slow, and not because it gathers them. */
    long spooled() {
        return (failing ? inHandCount : 0) + outbox.size();
    }

    /** Facts that were too many, or that the sink's other side refused. */
    long dropped() {
        return outbox.dropped() + sink.refused();
    }

    /** What it is called, for addresses; others may be called so, too. */
    String id() {
        return OutputState.id(name.orElseGet(sink::describe));
    }

    /** How it is at this moment; any thread may ask. {@code id}: its own in this gateway. */
    OutputState state(String id) {
        DeliveryLog.Line line = log.line();
        Optional<Instant> oldest = line.phase() == OutputState.Phase.FAILING
                ? line.oldest().or(() -> DeliveryLog.oldest(outbox.inMemory()))
                : Optional.empty();
        return new OutputState(
                id,
                name,
                sink.describe(),
                line.phase(),
                line.since(),
                line.nextTry(),
                line.failure(),
                delivered(),
                waiting(),
                oldest,
                dropped(),
                reconnects(),
                log.delivered(),
                sink.trial().isPresent());
    }

    /** How its other side can be tried. */
    Optional<Trial> trial() {
        return sink.trial();
    }

    /** Tries to deliver now, if it waits for its next attempt; whether it did. */
    boolean retry() {
        if (log.line().nextTry().isEmpty()) {
            return false;
        }
        knocks.release();
        return true;
    }

    /** Hastens {@link #close}, which waits for it. */
    void end() {
        stopping.countDown();
        knocks.release();
        outbox.hurry();
    }

    /** Delivers what is left, as far as the sink lets it, then says goodbye. */
    @Override
    public void close() {
        end();
        try {
            if (!thread.join(LONGEST_FAREWELL)) {
                thread.interrupt();
                thread.join(LONGEST_FAREWELL);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        if (waiting() > 0 && name.isPresent()) {
            LOG.info(
                    "{}: stopped with {} messages undelivered; they come after the next start",
                    sink.describe(),
                    waiting());
        } else if (waiting() > 0) {
            LOG.warn("{}: stopped with {} messages undelivered", sink.describe(), waiting());
        }
        sink.close();
        cursor.ifPresent(FactJournal.Cursor::close);
    }

    /** As {@link #close}, while the gateway goes on: what was not delivered is on disk, or nobody's concern any more. */
    void dismiss() {
        close();
        receipts.release();
    }

    private void run() {
        try {
            while (!isStopping() || outbox.size() > 0) {
                // an empty batch lets the sink find out that the other side has gone, and come back
                deliver(next(), false);
            }
            deliver(List.of(), true);
        } catch (InterruptedException e) {
            LOG.debug("{}: interrupted", sink.describe(), e);
        }
    }

    private List<Parcel> next() throws InterruptedException {
        try {
            return outbox.take(LARGEST_BATCH, receipts.isAwaited() ? 0 : IDLE_MILLIS);
        } catch (IOException e) {
            LOG.warn("{}: cannot read what waits on disk: {}", sink.describe(), e.getMessage());
            stopping.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            return List.of();
        }
    }

    private List<Parcel> fromJournal(long from, int most) throws IOException {
        if (cursor.isEmpty()) {
            return List.of();
        }
        return cursor.get().read(from, most).stream()
                .map(kept -> new Parcel(kept.fact(), kept.number()))
                .toList();
    }

    /** {@code last}: whether nothing comes after it. */
    private void deliver(List<Parcel> batch, boolean last) throws InterruptedException {
        Backoff backoff = new Backoff();
        Throwable thrown;
        failing = false;
        inHand.addAll(batch);
        inHandCount = inHand.size();
        while (true) {
            try {
                sink.write(facts(failing ? inHand : batch));
                confirm();
                if (failing || last) {
                    sink.settle(); // well again only once all is confirmed
                    confirm();
                }
                if (failing) {
                    reconnects.incrementAndGet();
                    LOG.info("{}: delivering again", sink.describe());
                    failing = false;
                }
                log.isWell();
                return;
            } catch (IOException e) {
                if (!failing) {
                    LOG.warn("{}: {}; messages wait, trying again", sink.describe(), e.getMessage());
                }
                failing = true;
                thrown = e;
            } catch (RuntimeException e) { // a bug in a sink must not cost the others
                LOG.error("{}: cannot deliver; trying again", sink.describe(), e);
                failing = true;
                thrown = e;
            }
            pause(backoff, thrown);
        }
    }

    private void pause(Backoff backoff, Throwable thrown) throws InterruptedException {
        long pause = backoff.nextMillis();
        log.failed(thrown, facts(inHand), pause);
        if (knocks.tryAcquire(pause, TimeUnit.MILLISECONDS)) {
            backoff.reset();
            knocks.drainPermits();
        }
        log.tries();
        if (isStopping()) {
            throw new InterruptedException("stopping while the sink is away");
        }
    }

    private void confirm() {
        long settled = 0;
        for (int confirmed = inHand.size() - sink.unconfirmed(); confirmed > 0; confirmed--) {
            Parcel parcel = inHand.removeFirst();
            position = Math.max(position, parcel.number());
            settled += parcel.fact().key().isEmpty() && isOfThisRun(parcel.number()) ? 1 : 0;
            delivered.incrementAndGet();
        }
        if (inHand.size() < inHandCount && !failing) {
            log.deliveredSomething();
        }
        inHandCount = inHand.size();
        receipts.done(settled);
    }

    /** Whether somebody may wait for it; {@code number}: 0 if it is not on disk. */
    private boolean isOfThisRun(long number) {
        return number == 0 || number > before;
    }

    private static List<Fact> facts(Collection<Parcel> parcels) {
        return parcels.stream().map(Parcel::fact).toList();
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
