package org.polymeter.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a client may leave unread what it has asked for. Writing to one that does not read blocks without end; the
 * thread that writes is then interrupted, and that closes the connection.
 */
final class Watchdog {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    /** Bytes; who takes that many in time is slow, not gone. */
    private static final int PIECE = 16 * 1024;

    /** What writes to a client. */
    interface Writing {
        void write() throws IOException;
    }

    private final Duration most;

    Watchdog(Duration most) {
        this.most = most;
    }

    /** Writes, as long as that may take in all. */
    void watch(Writing writing) throws IOException {
        Thread writer = Thread.currentThread();
        CompletableFuture<Void> written = new CompletableFuture<>();
        written.orTimeout(most.toNanos(), TimeUnit.NANOSECONDS).exceptionally(late -> {
            LOG.info("http: a client that did not read what it was sent within {} s was dropped", most.toSeconds());
            writer.interrupt();
            return null;
        });
        try {
            writing.write();
        } finally {
            written.complete(null);
        }
    }

    /** The same stream, of which each piece may take that long, and what lies between them any time. */
    OutputStream watch(OutputStream out) {
        return new OutputStream() {
            @Override
            public void write(int oneByte) throws IOException {
                watch(() -> out.write(oneByte));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                for (int done = 0; done < length; done += PIECE) {
                    int begin = offset + done;
                    int piece = Math.min(PIECE, length - done);
                    watch(() -> out.write(bytes, begin, piece));
                }
            }

            @Override
            public void flush() throws IOException {
                watch(out::flush);
            }

            @Override
            public void close() throws IOException {
                watch(out::close);
            }
        };
    }
}
