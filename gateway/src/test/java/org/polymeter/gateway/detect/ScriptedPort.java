package org.polymeter.gateway.detect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.polymeter.gateway.source.LineSettings;

/**
 * A meter that sends at regular times with one line setting; with any other one hears rubbish. Its time
 * passes only while one listens.
 */
final class ScriptedPort implements TunablePort, InstantSource {

    private static final Duration SLICE = Duration.ofMillis(100);

    final List<LineSettings> tuned = new ArrayList<>();
    private LineSettings sent;
    private byte[] burst;
    private final Duration every;
    private final Random random = new Random(7);
    private LineSettings set = LineSettings.USUAL;
    private Instant now = Instant.EPOCH;
    private Instant next;
    private Runnable eachSlice = () -> {};

    /** {@code first}: when the first burst comes. */
    ScriptedPort(LineSettings sent, byte[] burst, Duration every, Duration first) {
        this.sent = sent;
        this.burst = burst;
        this.every = every;
        this.next = now.plus(first);
    }

    void exchange(LineSettings line, byte[] telegram) {
        sent = line;
        burst = telegram;
    }

    void atEachSlice(Runnable action) {
        eachSlice = action;
    }

    Duration elapsed() {
        return Duration.between(Instant.EPOCH, now);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public void tune(LineSettings line) {
        tuned.add(line);
        set = line;
    }

    @Override
    public int read(byte[] buffer) {
        now = now.plus(SLICE);
        eachSlice.run();
        if (now.isBefore(next)) {
            return 0;
        }
        next = next.plus(every);
        if (set.equals(sent)) {
            System.arraycopy(burst, 0, buffer, 0, burst.length);
            return burst.length;
        }
        byte[] rubbish = new byte[Math.max(1, burst.length * Math.min(set.baud(), 4 * sent.baud()) / sent.baud() / 2)];
        random.nextBytes(rubbish);
        System.arraycopy(rubbish, 0, buffer, 0, Math.min(rubbish.length, buffer.length));
        return Math.min(rubbish.length, buffer.length);
    }

    @Override
    public void close() {}
}
