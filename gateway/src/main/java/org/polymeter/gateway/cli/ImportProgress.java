package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import org.polymeter.gateway.imports.Tally;

/** Shows on a terminal how far an import is; names what cannot be used, the first ones of it. */
final class ImportProgress implements Tally.Listener {

    private static final int MOST_REFUSALS = 20;
    private static final int BAR = 24;
    private static final long LOOK_NANOS = 200_000_000;
    private static final String CLEAR_LINE = "\r\033[2K";

    private final String file;
    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean live = Terminal.isInteractive();
    private final long begun = System.nanoTime();
    private Optional<Tally> tally = Optional.empty();
    private long shown = begun;
    private long refused;

    ImportProgress(String file, PrintWriter out, PrintWriter err) {
        this.file = file;
        this.out = out;
        this.err = err;
    }

    /** What is shown beside the bar. */
    void count(Tally counted) {
        tally = Optional.of(counted);
    }

    @Override
    public void refused(String where, String why) {
        refused++;
        if (refused <= MOST_REFUSALS) {
            clear();
            err.println(where + ": " + why);
            err.flush();
        }
    }

    @Override
    public void progress(long read, long size) {
        long now = System.nanoTime();
        if (live && size > 0 && now - shown >= LOOK_NANOS) {
            shown = now;
            out.print(CLEAR_LINE + line(Math.clamp((double) read / size, 0, 1), now - begun));
            out.flush();
        }
    }

    void end() {
        clear();
        if (refused > MOST_REFUSALS) {
            err.printf("%s: … and %,d more%n", file, refused - MOST_REFUSALS);
            err.flush();
        }
    }

    /** {@code part}: of the file that is read, 0 to 1. */
    String line(double part, long nanos) {
        int full = (int) (part * BAR);
        long rows = tally.map(Tally::rows).orElse(0L);
        Duration left = Duration.ofNanos(part > 0 ? (long) (nanos / part - nanos) : 0);
        return String.format(
                "%s [%s%s] %3.0f %%  %,d rows, %,d a second, %d:%02d left",
                file,
                "#".repeat(full),
                ".".repeat(BAR - full),
                100 * part,
                rows,
                rows * 1_000_000_000 / Math.max(1, nanos),
                left.toMinutes(),
                left.toSecondsPart());
    }

    private void clear() {
        if (live) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
