package org.polymeter.gateway.setup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.polymeter.gateway.http.Answer;

/** What a browser is sent while somebody watches: the whole report, whenever it has changed. */
final class Watch implements Answer.Transmission {

    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    /** More often nobody can read. */
    private static final Duration LEAST_PAUSE = Duration.ofMillis(250);

    private final Listening listening;

    Watch(Listening listening) {
        this.listening = listening;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException, InterruptedException {
        listening.watch();
        try {
            boolean over;
            do {
                over = listening.report().isOver();
                long shown = listening.report().version();
                send("event: report\ndata: " + text(listening.report().json()) + "\n\n", out);
                if (!over) {
                    Thread.sleep(LEAST_PAUSE);
                    awaitNews(shown, out);
                }
            } while (!over);
        } finally {
            listening.unwatch();
        }
    }

    /** A client that has gone is noticed only by writing to it. */
    private void awaitNews(long shown, OutputStream out) throws IOException, InterruptedException {
        while (listening.report().awaitNewer(shown, HEARTBEAT) == shown) {
            send(": \n\n", out);
        }
    }

    private static void send(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
