package org.polymeter.bench.history;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.polymeter.codec.reading.Reading;

/** {@code ./polymeter-bench history}: measures, prints a table, says what is missed. */
public final class HistoryBenchmark {

    private static final int LOOKED_AT_SECONDS = 10;

    private final Plan plan;
    private final PrintStream out;
    private final Figures figures = new Figures();
    private final Path history;
    private final Path plain;

    private HistoryBenchmark(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
        this.history = plan.folder().resolve("history.db");
        this.plain = plan.folder().resolve("plain.db");
    }

    /**
     * Runs it; returns 0 if all targets are reached, 1 if not.
     *
     * @throws IllegalArgumentException if the command line is none; the message is for its writer
     */
    public static int run(List<String> words, PrintStream out) throws IOException, SQLException {
        Plan plan = Plan.of(words);
        if (plan.help()) {
            out.print(Plan.USAGE);
            return 0;
        }
        return new HistoryBenchmark(plan, out).run();
    }

    private int run() throws IOException, SQLException {
        Files.createDirectories(plan.folder());
        Disk.delete(history);
        Disk.delete(plain);
        PlainTable.Shape shape = writes();
        if (!plan.writesOnly()) {
            Life life = new Life(plan, HistoryBenchmark::say);
            sizes(life, shape);
            views(life);
            plainViews(life, shape);
            Disk.delete(history);
            Disk.delete(plain);
        }
        out.print(figures);
        figures.missed().forEach(missed -> out.println("missed: " + missed));
        return figures.missed().isEmpty() ? 0 : 1;
    }

    /** Returns the shape in which the alternative is smaller. */
    private PlainTable.Shape writes() throws IOException, SQLException {
        say("history: writes of a day");
        HouseMeter meter = new HouseMeter(1, Life.midnight(Life.END.minusDays(2)));
        Path file = plan.folder().resolve("day.db");
        Disk.delete(file);
        new Writes(plan.folder(), meter.until(Life.midnight(Life.END.minusDays(1)), 1)).history(file); // the day before
        List<Reading> day = meter.until(Life.midnight(Life.END), 1);
        Writes writes = new Writes(plan.folder(), day);
        Writes.Written journal = writes.journal();
        Writes.Written kept = writes.history(file);
        figures.add("written a day: journal", journal.toString());
        figures.add("written a day: history", kept.toString());
        figures.atMost("written a day: both", (journal.dirtied() + kept.dirtied()) / 1e9, "GB", 0.15);
        Disk.delete(file);
        figures.add(
                "written a day: history, with today's page asked for every 10 s",
                writes.historyLookedAt(file, LOOKED_AT_SECONDS).toString());
        PlainTable.Shape best = PlainTable.Shape.INDEXED;
        long least = Long.MAX_VALUE;
        for (PlainTable.Shape shape : PlainTable.Shape.values()) {
            Disk.delete(file);
            String name = "a row for each value, " + shape.words();
            figures.add("written a day: " + name, writes.plain(file, shape).toString());
            long size = Disk.size(file);
            figures.add("a day on disk: " + name, Figures.megabytes(size));
            best = size < least ? shape : best;
            least = Math.min(least, size);
        }
        Disk.delete(file);
        return best;
    }

    private void sizes(Life life, PlainTable.Shape shape) throws IOException, SQLException {
        life.years(history);
        long years = Disk.used(history);
        life.days(history, plain, shape);
        long all = Disk.used(history);
        figures.add("on disk: rollups of " + plan.years() + " years", Figures.megabytes(years));
        figures.add(
                "on disk: those and readings of %d days".formatted(Math.min(plan.days(), Life.KEPT_DAYS)),
                Figures.megabytes(all) + ", with free pages " + Figures.megabytes(Disk.size(history)));
        double ofOneYear = all - (double) years * (plan.years() - 1) / plan.years();
        if (plan.days() >= Life.KEPT_DAYS) {
            figures.atMost("on disk: one year, readings of its last 90 days", ofOneYear / 1e6, "MB", 150);
        }
        double each = (double) (all - years) / life.values();
        double plainEach = (double) Disk.size(plain) / life.plainValues();
        figures.add("bytes per value as received", Figures.number(each));
        figures.add("bytes per value in rows", Figures.number(plainEach));
        figures.atLeast("rows take how many times as much", plainEach / each, "", 5);
    }

    private void views(Life life) throws IOException {
        Views views = new Views(history, life.meterId(), plan.views());
        View.Range whole = life.whole();
        View.Range first = new View.Range(whole.from(), whole.from().plus(Duration.ofDays(300)));
        for (View view : View.values()) {
            say("history: views, " + view.words());
            if (view == View.HOUR || view == View.ALL) {
                time(view, view == View.ALL ? whole : life.readings(), "", views);
            } else {
                time(view, first, " of the first year", views);
                time(view, life.readings(), " of the last 90 days", views);
            }
        }
        for (View view : View.values()) {
            say("history: views while the meter speaks, " + view.words());
            latency(view.words() + ", now, while the meter speaks", views.live(view, whole, life.meter()));
        }
    }

    private void time(View view, View.Range range, String when, Views views) throws IOException {
        latency(view.words() + when + ", warm", views.warm(view, range));
        latency(view.words() + when + ", cold", views.cold(view, range));
    }

    private void latency(String what, Durations durations) {
        figures.atMost(what, durations, 50);
    }

    private void plainViews(Life life, PlainTable.Shape shape) throws SQLException {
        try (PlainTable table = PlainTable.open(plain, shape, true)) {
            for (View view : List.of(View.HOUR, View.DAY, View.MONTH)) {
                say("history: views of rows, " + view.words());
                int times = view == View.MONTH ? 3 : Math.max(3, plan.views() / 10);
                Durations durations = Views.plain(table, view, life.plain(), times);
                String what = view == View.MONTH ? plan.plainDays() + " days by days" : view.words();
                figures.add("in rows: " + what + ", warm", durations.toString());
            }
        }
    }

    private static void say(String progress) {
        System.err.println(progress);
    }
}
