package org.polymeter.gateway.health;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.polymeter.gateway.health.LogRing.Line;
import org.polymeter.gateway.http.Answer;

/** What one client of {@code /api/app/log/live} is sent: each line as it is said (Server-Sent Events). */
final class LogFeed implements Answer.Transmission {

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final String HEARTBEAT = ": \n\n";

    private final LogRing ring;
    private final Level least;
    private long last;

    /** {@code last}: number of the line that the client has already. */
    LogFeed(LogRing ring, Level least, long last) {
        this.ring = ring;
        this.least = least;
        this.last = last;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        String said = HEARTBEAT; // so that the client knows at once that it is connected
        while (true) {
            out.write(said.getBytes(StandardCharsets.UTF_8));
            out.flush();
            said = next();
        }
    }

    private String next() throws InterruptedException {
        List<Line> lines = ring.after(last, SILENCE.toNanos());
        StringBuilder events = new StringBuilder();
        for (Line line : lines) {
            last = line.number();
            if (line.level().intValue() >= least.intValue()) {
                events.append("event: line\ndata: ").append(LogPages.json(line)).append("\n\n");
            }
        }
        return events.isEmpty() ? HEARTBEAT : events.toString();
    }
}
