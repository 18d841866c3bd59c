package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.time.Duration;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.plugtest.Notebook;

/** Says on a terminal how long listening goes on, and what was heard; elsewhere nothing. */
final class Countdown {

    private static final String CLEAR_LINE = "\r\033[2K";

    private final Notebook notebook;
    private final PrintWriter out;
    private final boolean live = Terminal.isInteractive();

    Countdown(Notebook notebook, PrintWriter out) {
        this.notebook = notebook;
        this.out = out;
    }

    /** Waits until the time is up, or the gateway ends by itself. */
    void await(Running gateway, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        boolean ended = false;
        for (long left = atMost.toNanos(); left > 0 && !ended; left = end - System.nanoTime()) {
            say(Duration.ofNanos(left));
            ended = gateway.await(
                    Duration.ofNanos(Math.min(left, Duration.ofSeconds(1).toNanos())));
        }
        if (live) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }

    private void say(Duration left) {
        if (live) {
            out.printf(
                    "%slistening, %d:%02d left: %d meters, %d readings",
                    CLEAR_LINE, left.toMinutes(), left.toSecondsPart(), notebook.meters(), notebook.readings());
            out.flush();
        }
    }
}
