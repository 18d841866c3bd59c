package org.polymeter.gateway.detect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.Source;

/** A source without line settings of its own, such as a device on the network, read in slices. */
public final class SourcePort implements TunablePort {

    private static final int SLICE_MILLIS = 100;
    private static final int MOST_WAITING = 64; // chunks; a wire is slower than we are

    private sealed interface Said {
        record Bytes(ByteBuffer left) implements Said {}

        record Failed(IOException why) implements Said {}
    }

    private final Supplier<Source> sources;
    private final BlockingQueue<Said> said = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable Source open;
    private Said.@Nullable Bytes rest;

    public SourcePort(Supplier<Source> sources) {
        this.sources = sources;
    }

    /** Opens it anew; the settings mean nothing here. */
    @Override
    public void tune(LineSettings line) {
        close();
        Source source = sources.get();
        open = source;
        Thread.ofVirtual().name("detect").start(() -> listen(source));
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        Said next = rest != null ? rest : poll();
        rest = null;
        return switch (next) {
            case null -> 0;
            case Said.Failed failed -> throw failed.why;
            case Said.Bytes bytes -> {
                int count = Math.min(buffer.length, bytes.left.remaining());
                bytes.left.get(buffer, 0, count);
                rest = bytes.left.hasRemaining() ? bytes : null;
                yield count;
            }
        };
    }

    @Override
    public void close() {
        Source source = open;
        if (source != null) {
            open = null;
            source.close();
        }
    }

    private @Nullable Said poll() {
        try {
            return said.poll(SLICE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void listen(Source source) {
        try {
            source.run(new Receiver() {
                @Override
                public void opened() {}

                @Override
                public void bytes(byte[] bytes, int offset, int length) {
                    say(new Said.Bytes(ByteBuffer.wrap(Arrays.copyOfRange(bytes, offset, offset + length))));
                }

                @Override
                public void message(String topic, byte[] payload, boolean retained) {
                    throw new IllegalStateException("a wire has no messages");
                }

                @Override
                public void silence() {}
            });
        } catch (IOException e) {
            say(new Said.Failed(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void say(Said what) {
        try {
            said.put(what);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
