package org.polymeter.gateway.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.mqtt.TopicFilter;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one client of {@code /api/1/stream} is sent (Server-Sent Events, WHATWG HTML 9.2). State comes
 * first, as a broker would have retained it. A client that does not keep up is dropped: it holds up
 * nobody, and when it comes back it gets the state again.
 */
final class EventStream implements Answer.Transmission, Consumer<Fact> {

    private static final Logger LOG = LoggerFactory.getLogger(EventStream.class);

    /** Facts: a quarter of an hour of one meter that speaks every second. */
    private static final int MOST_WAITING = 1_000;

    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

    private final List<String> filters;
    private final Messages messages;
    private final Board board;
    private final BlockingQueue<Fact> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final long silenceNanos;
    private final Thread thread = Thread.currentThread();
    private volatile boolean dropped;

    /**
     * A stream for the client that the current thread serves.
     *
     * @param silence after which something is sent, be it nothing
     */
    EventStream(List<String> filters, Messages messages, Board board, Duration silence) {
        this.silenceNanos = silence.toNanos();
        this.filters = List.copyOf(filters);
        this.messages = messages;
        this.board = board;
    }

    /** Takes a fact without waiting; the first that finds no room ends the stream. */
    @Override
    public void accept(Fact fact) {
        if (!dropped && !waiting.offer(fact)) {
            dropped = true;
            LOG.warn("http: a client of /api/1/stream is too slow and was dropped");
            end();
        }
    }

    /** Ends the stream, wherever it is; even if its client has stopped reading. */
    void end() {
        thread.interrupt();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        try {
            List<Fact> state = board.listen(this);
            out.write(HEARTBEAT); // so that the client knows at once that it is connected
            write(messages.greeting(), out);
            write(messages.of(state), out);
            out.flush();
            relay(out);
        } finally {
            board.forget(this);
        }
    }

    private void relay(OutputStream out) throws IOException, InterruptedException {
        long written = System.nanoTime();
        while (true) {
            Fact fact = waiting.poll(silenceNanos - (System.nanoTime() - written), TimeUnit.NANOSECONDS);
            boolean wrote = fact != null && write(messages.of(List.of(fact)), out);
            if (fact == null) {
                out.write(HEARTBEAT);
            }
            if (wrote || fact == null) {
                out.flush();
                written = System.nanoTime();
            }
        }
    }

    /** Returns whether any message is wanted. */
    private boolean write(List<Message> candidates, OutputStream out) throws IOException {
        boolean any = false;
        for (Message message : candidates) {
            if (filters.stream().anyMatch(filter -> TopicFilter.matches(filter, message.topic()))) {
                out.write(event(message));
                any = true;
            }
        }
        return any;
    }

    private static byte[] event(Message message) {
        String head = "event: " + message.sort() + "\n" + (message.id().isEmpty() ? "" : "id: " + message.id() + "\n");
        String json = new String(message.addTo(new JsonWriter()).toBytes(), StandardCharsets.UTF_8);
        return (head + "data: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
