package org.polymeter.gateway.flow;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;
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
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong reconnects = new AtomicLong();

    private final Receipts receipts = new Receipts();

    /** Given to the sink and not confirmed by it yet, oldest first. */
    private final Deque<Fact> inHand = new ArrayDeque<>();

    private volatile long inHandCount;
    private volatile boolean failing;

    private final int mostWhileFailing;

    /** {@code capacity}: how many facts wait while the sink is away. */
    public Courier(Sink sink, int capacity) {
        this.sink = sink;
        this.mostWhileFailing = capacity - MOST_WAITING;
        this.outbox = new Outbox(capacity, () -> receipts.done(1));
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
        if (!(fact instanceof Fact.Told) || wantsTold()) {
            if (fact.key().isEmpty()) {
                receipts.expect();
            }
            outbox.put(fact);
        }
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

    /** Facts that were too many, or that the sink's other side refused. */
    long dropped() {
        return outbox.dropped() + sink.refused();
    }

    /** Delivers what is left, as far as the sink lets it, then says goodbye. */
    @Override
    public void close() {
        stopping.countDown();
        try {
            if (!thread.join(LONGEST_FAREWELL)) {
                thread.interrupt();
                thread.join(LONGEST_FAREWELL);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
        if (waiting() > 0) {
            LOG.warn("{}: stopped with {} messages undelivered", sink.describe(), waiting());
        }
        sink.close();
    }

    private void run() {
        try {
            while (!isStopping() || outbox.size() > 0) {
                // an empty batch lets the sink find out that the other side has gone, and come back
                deliver(outbox.take(LARGEST_BATCH, isStopping() || receipts.isAwaited() ? 0 : IDLE_MILLIS));
            }
            deliver(List.of());
        } catch (InterruptedException e) {
            LOG.debug("{}: interrupted", sink.describe(), e);
        }
    }

    private void deliver(List<Fact> batch) throws InterruptedException {
        Backoff backoff = new Backoff();
        failing = false;
        inHand.addAll(batch);
        inHandCount = inHand.size();
        while (true) {
            try {
                write(failing ? List.copyOf(inHand) : batch);
                if (failing) {
                    write(List.of()); // well again only once all is confirmed
                    reconnects.incrementAndGet();
                    LOG.info("{}: delivering again", sink.describe());
                    failing = false;
                }
                return;
            } catch (IOException e) {
                if (!failing) {
                    LOG.warn("{}: {}; messages wait, trying again", sink.describe(), e.getMessage());
                }
                failing = true;
            } catch (RuntimeException e) { // a bug in a sink must not cost the others
                LOG.error("{}: cannot deliver; trying again", sink.describe(), e);
                failing = true;
            }
            if (stopping.await(backoff.nextMillis(), TimeUnit.MILLISECONDS)) {
                throw new InterruptedException("stopping while the sink is away");
            }
        }
    }

    private void write(List<Fact> facts) throws IOException, InterruptedException {
        sink.write(facts);
        long settled = 0;
        for (int confirmed = inHand.size() - sink.unconfirmed(); confirmed > 0; confirmed--) {
            settled += inHand.removeFirst().key().isEmpty() ? 1 : 0;
            delivered.incrementAndGet();
        }
        inHandCount = inHand.size();
        receipts.done(settled);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }
}
