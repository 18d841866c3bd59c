package org.polymeter.gateway.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;

/** A recorded stream; ends with the file. */
public final class FileSource implements Source {

    private static final int CHUNK = 4096;
    private static final int CHUNKS_PER_SECOND = 20;

    private final Path file;
    private final OptionalInt bytesPerSecond;
    private final CountDownLatch closed = new CountDownLatch(1);

    /** As fast as it can be read. */
    public FileSource(Path file) {
        this(file, OptionalInt.empty());
    }

    /** As slowly as a wire: 11520 bytes per second is a line of 115200 baud. */
    public FileSource(Path file, OptionalInt bytesPerSecond) {
        if (bytesPerSecond.isPresent() && bytesPerSecond.getAsInt() < 1) {
            throw new IllegalArgumentException("bytes per second: expected at least 1");
        }
        this.file = file;
        this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public String describe() {
        return "file " + file;
    }

    @Override
    public void run(Receiver receiver) throws IOException, InterruptedException {
        try (ReadableByteChannel channel = Files.newByteChannel(file)) {
            receiver.opened();
            pass(channel, receiver);
        } catch (NoSuchFileException e) {
            throw new OutageException(Outage.FILE_ABSENT, describe() + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new OutageException(Outage.FILE_DENIED, describe() + ": no permission to read it", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void pass(ReadableByteChannel channel, Receiver receiver) throws IOException, InterruptedException {
        int rate = bytesPerSecond.orElse(0);
        byte[] buffer = new byte[rate == 0 ? CHUNK : Math.clamp(rate / CHUNKS_PER_SECOND, 1, CHUNK)];
        long waitMillis = rate == 0 ? 0 : Math.max(1, 1000L * buffer.length / rate);
        for (int count = read(channel, buffer); count > 0; count = read(channel, buffer)) {
            receiver.bytes(buffer, 0, count);
            if (closed.await(waitMillis, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static int read(ReadableByteChannel channel, byte[] buffer) throws IOException {
        return channel.read(ByteBuffer.wrap(buffer));
    }
}
