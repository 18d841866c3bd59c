package org.polymeter.gateway.mqtt;

import com.hivemq.client.mqtt.exceptions.MqttEncodeException;
import com.hivemq.client.mqtt.mqtt5.exceptions.Mqtt5PubAckException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a broker, from its opening to its loss. It never reconnects and queues nothing:
 * who lost it opens another one, and still has what was not acknowledged.
 *
 * <p>All errors are sentences that say what, where, why and what to do. For one thread, except for
 * {@link #close} and {@link #isOpen}.
 */
public final class MqttLink implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MqttLink.class);

    /** Messages on their way that the broker has not acknowledged yet. */
    static final int MOST_IN_FLIGHT = 50;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(2);

    private final BrokerAddress broker;
    private final Client client;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Ticket> inFlight = new ArrayDeque<>();
    private long published;
    /** How many may be in flight for the thread that waits to go on. */
    private int awaited;

    private boolean closed;
    private @Nullable IOException failure;

    /** Ends with the connection: the client forgets what is asked of it then, and whoever asked would wait. */
    private final CompletableFuture<?> lost = new CompletableFuture<>();

    /** A message on its way. */
    private static final class Ticket {
        final String topic;
        final boolean dispensable;
        boolean done;

        Ticket(String topic, boolean dispensable) {
            this.topic = topic;
            this.dispensable = dispensable;
        }
    }

    private boolean refusalSaid;

    private @Nullable RuntimeException fault;

    private MqttLink(BrokerAddress broker, Opening opening) throws IOException {
        this.broker = broker;
        this.timeout = opening.timeout().multipliedBy(3);
        this.client =
                broker.version() == 3 ? new Mqtt3(broker, opening, this::fail) : new Mqtt5(broker, opening, this::fail);
    }

    /** Connects and waits for the broker's welcome. */
    public static MqttLink open(BrokerAddress broker, Opening opening) throws IOException, InterruptedException {
        return create(broker, opening).connected();
    }

    /**
     * The same, for who will {@link #subscribe}. A fault of the receiver ends the connection; the broker
     * keeps what it was given then for the next one.
     */
    public static MqttLink open(BrokerAddress broker, Opening opening, Received receiver)
            throws IOException, InterruptedException {
        MqttLink link = create(broker, opening);
        link.client.receive((topic, payload, retained, acknowledgement) ->
                link.take(receiver, topic, payload, retained, acknowledgement));
        return link.connected();
    }

    private static MqttLink create(BrokerAddress broker, Opening opening) throws IOException {
        try {
            return new MqttLink(broker, opening);
        } catch (UnknownHostException e) {
            throw Complaint.about(broker, e);
        }
    }

    private MqttLink connected() throws IOException, InterruptedException {
        await(client.connect());
        return this;
    }

    /**
     * Sends one message; waits while too many are unacknowledged. Whether the broker took it shows
     * {@link #flush}.
     */
    public void publish(String topic, byte[] payload, Delivery delivery) throws IOException, InterruptedException {
        boolean full = published() - confirmed() >= MOST_IN_FLIGHT;
        awaitInFlight(full ? MOST_IN_FLIGHT / 2 : MOST_IN_FLIGHT - 1); // one by one would wake us for each
        Ticket ticket = new Ticket(topic, delivery.dispensable());
        lock.lock();
        try {
            inFlight.addLast(ticket);
            published++;
        } finally {
            lock.unlock();
        }
        client.publish(topic, payload, delivery).whenComplete((done, thrown) -> acknowledged(ticket, thrown));
    }

    /** How many messages were sent until now. */
    public long published() {
        lock.lock();
        try {
            return published;
        } finally {
            lock.unlock();
        }
    }

    /** How many of the messages sent, from the first one on, the broker has acknowledged without a gap. */
    public long confirmed() {
        lock.lock();
        try {
            return published - inFlight.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the broker has acknowledged everything. */
    public void flush() throws IOException, InterruptedException {
        awaitInFlight(0);
    }

    /** Subscribes for the receiver that the link was opened with. */
    public void subscribe(List<String> filters, int qos) throws IOException, InterruptedException {
        awaitUnlessLost(client.subscribe(filters, qos));
    }

    /** Wants no more messages; those that the broker holds for us already still come. */
    public void unsubscribe(List<String> filters) throws IOException, InterruptedException {
        awaitUnlessLost(client.unsubscribe(filters));
    }

    /** Closes, and makes the broker forget our subscriptions and what it still holds for us (MQTT 5). */
    public void endSession() throws IOException, InterruptedException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        await(client.endSession());
    }

    /** Blocks until the connection is lost, which throws, or {@link #close closed}. */
    public void awaitEnd() throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed) {
                check();
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    public boolean isOpen() {
        lock.lock();
        try {
            return !closed && failure == null && fault == null;
        } finally {
            lock.unlock();
        }
    }

    /** Says goodbye, so that the broker does not publish the will; may be called from any thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            client.disconnect().get(LONGEST_GOODBYE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return; // was lost already, or will be noticed by the broker
        }
    }

    private void take(Received receiver, String topic, byte[] payload, boolean retained, Runnable acknowledgement) {
        if (!isOpen()) {
            return;
        }
        try {
            receiver.message(topic, payload, retained, acknowledgement);
        } catch (RuntimeException e) {
            lock.lock();
            try {
                fault = e; // for the thread that waits for our end
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void acknowledged(Ticket ticket, @Nullable Throwable thrown) {
        lock.lock();
        try {
            if (thrown instanceof MqttEncodeException) {
                // No second attempt would change it, and whatever comes after it has to get through.
                LOG.warn("{}: dropped a message that is larger than it allows: {}", broker, thrown.getMessage());
            } else if (thrown instanceof Mqtt5PubAckException && ticket.dispensable) {
                sayRefused(ticket, thrown);
            } else if (thrown != null) {
                fail(thrown);
                return; // confirmed it is not
            }
            ticket.done = true;
            while (!inFlight.isEmpty() && inFlight.getFirst().done) {
                inFlight.removeFirst();
            }
            if (inFlight.size() <= awaited) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void sayRefused(Ticket ticket, Throwable refusal) {
        if (!refusalSaid) {
            refusalSaid = true;
            LOG.warn(
                    "{} at {}; the rest goes on without",
                    Complaint.about(broker, refusal).getMessage(),
                    ticket.topic);
        }
    }

    private void fail(Throwable cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = Complaint.about(broker, cause);
                lost.completeExceptionally(cause);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitInFlight(int most) throws IOException, InterruptedException {
        lock.lockInterruptibly();
        try {
            check();
            awaited = most;
            while (inFlight.size() > most) {
                Ticket oldest = inFlight.getFirst();
                boolean news = changed.await(LONGEST_SILENCE.toMillis(), TimeUnit.MILLISECONDS);
                check();
                if (!news && oldest == inFlight.peekFirst()) {
                    throw new IOException(broker + " has not acknowledged a message for " + LONGEST_SILENCE.toSeconds()
                            + " s; check its log");
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void check() throws IOException {
        if (fault != null) {
            throw fault;
        }
        if (failure != null) {
            throw new IOException(failure.getMessage(), failure);
        }
        if (closed) {
            throw new IOException("the connection to " + broker + " is closed");
        }
    }

    private void awaitUnlessLost(CompletableFuture<?> step) throws IOException, InterruptedException {
        try {
            await(CompletableFuture.anyOf(step, lost));
        } catch (IOException e) {
            check(); // a loss says more
            throw e;
        }
    }

    private void await(CompletableFuture<?> step) throws IOException, InterruptedException {
        try {
            step.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw Complaint.about(broker, e);
        } catch (TimeoutException e) {
            step.cancel(true);
            throw Complaint.about(broker, e);
        } catch (InterruptedException e) {
            step.cancel(true);
            throw e;
        }
    }
}
