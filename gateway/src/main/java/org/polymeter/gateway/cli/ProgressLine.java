package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import org.polymeter.gateway.backup.Progress;

/** One line on a terminal that says how far long work has come; elsewhere nothing. */
final class ProgressLine implements Progress {

    private static final String CLEAR_LINE = "\r\033[2K";
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long PERCENT = 100;

    private final PrintWriter out;
    private final boolean live = Terminal.isInteractive();
    private long next = System.nanoTime();
    private String shown = "";

    ProgressLine(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void at(String what, long done, long total) {
        long now = System.nanoTime();
        if (!live || (now < next && what.equals(shown))) {
            return;
        }
        next = now + PAUSE_NANOS;
        shown = what;
        out.printf("%s%s … %d %%", CLEAR_LINE, what, total == 0 ? PERCENT : PERCENT * done / total);
        out.flush();
    }

    /** Takes the line away. */
    void clear() {
        if (live) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
