package org.polymeter.gateway.setup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.source.PtyPair;

/** A pseudo terminal at whose other end a meter speaks every half second. */
public final class PlayedMeter implements AutoCloseable {

    private static final long INTERVAL_MILLIS = 500;

    /** What somebody at the other end says now. */
    public interface Voice {
        byte[] now(Instant time);
    }

    private final Path link;
    private final PtyPair pty;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    private PlayedMeter(Path link, Voice voice) throws IOException {
        this.link = link;
        this.pty = PtyPair.plugIn(link);
        this.thread = Thread.ofPlatform().daemon().start(() -> speak(voice));
    }

    /** {@code folder}: is made, and holds the two ends. */
    public static PlayedMeter of(Family family, Path folder) throws IOException {
        Play play = new Play(
                family, family.keys(), Faults.NONE, 1, InstantSource.system().instant());
        return saying(play::at, folder);
    }

    static PlayedMeter of(Family family, Keys keys, Path folder) throws IOException {
        Play play =
                new Play(family, keys, Faults.NONE, 1, InstantSource.system().instant());
        return saying(play::at, folder);
    }

    static PlayedMeter saying(Voice voice, Path folder) throws IOException {
        Files.createDirectories(folder);
        return new PlayedMeter(folder.resolve("ttyMETER"), voice);
    }

    /** Where the gateway finds it. */
    public String port() {
        return link.toString();
    }

    private void speak(Voice voice) {
        try (OutputStream out = pty.speak()) {
            while (!stopping.await(INTERVAL_MILLIS, TimeUnit.MILLISECONDS)) {
                out.write(voice.now(InstantSource.system().instant()));
            }
        } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        pty.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
