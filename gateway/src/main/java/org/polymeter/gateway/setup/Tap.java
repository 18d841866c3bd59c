package org.polymeter.gateway.setup;

import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.polymeter.gateway.detect.TunablePort;
import org.polymeter.gateway.source.LineSettings;

/** A port whose last bytes are kept, so that a key can be tried on what has come already. */
final class Tap implements TunablePort {

    /** Bytes: some bursts of the longest telegrams there are. */
    static final int MOST = 32 * 1024;

    private final TunablePort port;
    private final ReentrantLock lock = new ReentrantLock();
    private byte[] kept = new byte[0];

    Tap(TunablePort port) {
        this.port = port;
    }

    /** What came with other settings is worth nothing. */
    @Override
    public void tune(LineSettings line) throws IOException {
        lock.lock();
        try {
            kept = new byte[0];
        } finally {
            lock.unlock();
        }
        port.tune(line);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        int count = port.read(buffer);
        if (count > 0) {
            keep(buffer, count);
        }
        return count;
    }

    /** The last bytes that came. */
    byte[] kept() {
        lock.lock();
        try {
            return kept.clone();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        port.close();
    }

    private void keep(byte[] buffer, int count) {
        lock.lock();
        try {
            int old = Math.min(kept.length, MOST - count);
            byte[] joined = Arrays.copyOfRange(kept, kept.length - old, kept.length + count);
            System.arraycopy(buffer, 0, joined, old, count);
            kept = joined;
        } finally {
            lock.unlock();
        }
    }
}
