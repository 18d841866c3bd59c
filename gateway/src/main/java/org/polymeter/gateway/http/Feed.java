package org.polymeter.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Something as it is, sent again whenever it has changed (Server-Sent Events, WHATWG HTML 9.2). It is looked at
 * every few seconds, so whatever makes it costs nothing more while nobody listens.
 */
public final class Feed {

    /** Clients at once. */
    private static final int MOST = 32;

    /** Proxies and browsers take a connection that is silent for a minute for dead. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

    private final String event;
    private final Duration pause;
    private final Places places = new Places(MOST);

    /**
     * A feed that nobody listens to yet.
     *
     * @param event what each is called
     * @param pause between two looks
     */
    public Feed(String event, Duration pause) {
        this.event = event;
        this.pause = pause;
    }

    /** Whether anybody listens. */
    public boolean isHeard() {
        return places.isAnyTaken();
    }

    /** {@code what}: JSON without line breaks, as it is at that moment; empty ends it. */
    public Answer of(Supplier<Optional<byte[]>> what) {
        return places.answer(out -> send(what, out));
    }

    private void send(Supplier<Optional<byte[]>> what, OutputStream out) throws IOException, InterruptedException {
        byte[] before = {};
        long written = System.nanoTime();
        for (Optional<byte[]> now = what.get(); now.isPresent(); now = what.get()) {
            boolean changed = !Arrays.equals(now.get(), before);
            if (changed) {
                before = now.get();
                out.write(("event: " + event + "\ndata: ").getBytes(StandardCharsets.UTF_8));
                out.write(before);
                out.write("\n\n".getBytes(StandardCharsets.US_ASCII));
            } else if (System.nanoTime() - written > SILENCE.toNanos()) {
                out.write(HEARTBEAT);
                changed = true;
            }
            if (changed) {
                out.flush();
                written = System.nanoTime();
            }
            Thread.sleep(pause);
        }
    }
}
