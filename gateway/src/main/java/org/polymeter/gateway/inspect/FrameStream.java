package org.polymeter.gateway.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.http.Answer;

/**
 * What one client of {@code /api/app/frame/live} is sent: of each frame that comes all but its bytes. Who does not keep up
 * misses the oldest.
 */
final class FrameStream implements Answer.Transmission, Consumer<Entry> {

    private static final int MOST_WAITING = 200;
    private static final long SILENCE_SECONDS = 15;
    private static final byte[] HEARTBEAT = ": \n\n".getBytes(StandardCharsets.US_ASCII);

    private final FrameRing ring;
    private final Optional<String> source;
    private final BlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST_WAITING);

    FrameStream(FrameRing ring, Optional<String> source) {
        this.ring = ring;
        this.source = source;
    }

    @Override
    public void accept(Entry entry) {
        if (source.map(entry.source()::equals).orElse(true) && !waiting.offer(entry)) {
            waiting.poll();
            waiting.offer(entry);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        ring.listen(this);
        try {
            out.write(HEARTBEAT); // so that the client knows at once that it is connected
            out.flush();
            while (true) {
                Entry entry = waiting.poll(SILENCE_SECONDS, TimeUnit.SECONDS);
                out.write(entry == null ? HEARTBEAT : event(entry));
                out.flush();
            }
        } finally {
            ring.forget(this);
        }
    }

    private static byte[] event(Entry entry) {
        String json = new String(FrameRow.of(entry), StandardCharsets.UTF_8);
        return ("event: frame\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8);
    }
}
