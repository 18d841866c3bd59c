package org.polymeter.gateway.source;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Two ends of a wire that looks like a serial port, made by socat. */
public final class PtyPair implements AutoCloseable {

    private final Path meterEnd;
    private final Process socat;

    private PtyPair(Path meterEnd, Process socat) {
        this.meterEnd = meterEnd;
        this.socat = socat;
    }

    public static boolean isPossible() {
        return Files.isExecutable(Path.of("/usr/bin/socat"));
    }

    /** The gateway's end appears at the link. */
    public static PtyPair plugIn(Path link) throws IOException {
        Path meterEnd = link.resolveSibling("meter");
        Process socat = new ProcessBuilder(
                        "/usr/bin/socat", "pty,raw,echo=0,link=" + link, "pty,raw,echo=0,link=" + meterEnd)
                .redirectErrorStream(true)
                .start();
        await().until(() -> Files.exists(link) && Files.exists(meterEnd));
        return new PtyPair(meterEnd, socat);
    }

    public void send(byte[] bytes) throws IOException {
        try (OutputStream out = speak()) {
            out.write(bytes);
        }
    }

    /** What is written there arrives at the gateway. */
    public OutputStream speak() throws IOException {
        return Files.newOutputStream(meterEnd, StandardOpenOption.WRITE);
    }

    /** What the gateway sends arrives there. */
    public InputStream listen() throws IOException {
        return Files.newInputStream(meterEnd);
    }

    public void pullOut(Path link) {
        close();
        await().until(() -> !Files.exists(link, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void close() {
        socat.destroy();
        socat.onExit().join();
    }
}
