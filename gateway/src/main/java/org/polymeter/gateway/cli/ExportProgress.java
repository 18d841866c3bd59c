package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.query.CsvExport;
import org.polymeter.gateway.query.Question;

/** Shows on a terminal how far an export is; elsewhere nothing. */
final class ExportProgress implements CsvExport.Progress {

    private static final int BAR = 24;
    private static final long LOOK_NANOS = 200_000_000;
    private static final String CLEAR_LINE = "\r\033[2K";

    private final Question question;
    private final PrintWriter err;
    private final boolean live = Terminal.isInteractive();
    private final long begun = System.nanoTime();
    private long shown = begun;
    private long rows;

    ExportProgress(Question question, PrintWriter err) {
        this.question = question;
        this.err = err;
    }

    long rows() {
        return rows;
    }

    @Override
    public void at(Question.Line line, Instant until, long written) {
        rows = written;
        long now = System.nanoTime();
        if (live && now - shown >= LOOK_NANOS) {
            shown = now;
            err.print(CLEAR_LINE + words(part(line, until), now - begun));
            err.flush();
        }
    }

    void end() {
        if (live) {
            err.print(CLEAR_LINE);
            err.flush();
        }
    }

    /** Of all lines, 0 to 1. */
    double part(Question.Line line, Instant until) {
        Span span = line.span();
        double own = (double) Duration.between(span.from(), until).toSeconds()
                / Math.max(1, Duration.between(span.from(), span.to()).toSeconds());
        return (question.lines().indexOf(line) + Math.clamp(own, 0, 1))
                / question.lines().size();
    }

    /** {@code part}: that is done, 0 to 1. */
    String words(double part, long nanos) {
        int full = (int) (part * BAR);
        Duration left = Duration.ofNanos(part > 0 ? (long) (nanos / part - nanos) : 0);
        return String.format(
                "[%s%s] %3.0f %%  %,d rows, %d:%02d left",
                "#".repeat(full), ".".repeat(BAR - full), 100 * part, rows, left.toMinutes(), left.toSecondsPart());
    }
}
