package org.polymeter.bench.history;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Consumer;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.HistorySink;

/** A meter's years in a history, and its last days in the alternative, too. */
final class Life {

    /** When it ends: a day like others, in spring, where there is both sun and heating. */
    static final LocalDate END = LocalDate.of(2026, 4, 20);

    /** For how long readings are kept as received. */
    static final int KEPT_DAYS = (int) HistorySettings.USUAL_READINGS.toDays();

    private static final int COMMIT = 300;
    private static final int REPORT_DAYS = 10;

    private final Plan plan;
    private final Consumer<String> progress;
    private final Instant start;
    private final Instant dense;
    private final HouseMeter meter;
    private long values;
    private long plainValues;

    Life(Plan plan, Consumer<String> progress) {
        this.plan = plan;
        this.progress = progress;
        LocalDate firstDense = END.minusDays(plan.days());
        this.start = midnight(firstDense.minusYears(plan.years()));
        this.dense = midnight(firstDense);
        this.meter = new HouseMeter(1, start);
    }

    static Instant midnight(LocalDate day) {
        return day.atStartOfDay(HouseMeter.ZONE).toInstant();
    }

    static History open(Path file) {
        return new History(new Database.Sqlite(file), HistorySettings.usual(HouseMeter.ZONE));
    }

    /** What fills a history, at the life's end. */
    static HistorySink sink(History history) {
        return new HistorySink(history, () -> midnight(END));
    }

    /** All of it. */
    View.Range whole() {
        return new View.Range(start, midnight(END));
    }

    /** Where there are readings. */
    View.Range readings() {
        return new View.Range(latest(dense, kept()), midnight(END));
    }

    /** Where the alternative has values. */
    View.Range plain() {
        return new View.Range(midnight(END.minusDays(plan.plainDays())), midnight(END));
    }

    /** Values that are kept as received. */
    long values() {
        return values;
    }

    long plainValues() {
        return plainValues;
    }

    String meterId() {
        return meter.id();
    }

    HouseMeter meter() {
        return meter;
    }

    /** The years, with readings given up when they are 90 days old as the program does. */
    void years(Path history) throws IOException {
        try (History target = open(history)) {
            int days = 0;
            for (LocalDate day = day(start); midnight(day).isBefore(dense); day = day.plusDays(1)) {
                target.merge(meter.until(midnight(day.plusDays(1)), plan.step()));
                target.thin(midnight(day.minusDays(KEPT_DAYS)));
                if (++days % (REPORT_DAYS * REPORT_DAYS) == 0) {
                    progress.accept("history: years, until " + day);
                }
            }
            target.thin(dense);
        }
    }

    /** The days of each second. */
    void days(Path history, Path plain, PlainTable.Shape shape) throws IOException, SQLException {
        try (History target = open(history);
                PlainTable table = PlainTable.open(plain, shape, false)) {
            int days = 0;
            for (LocalDate day = day(dense); day.isBefore(END); day = day.plusDays(1)) {
                List<Reading> readings = meter.until(midnight(day.plusDays(1)), 1);
                target.merge(readings);
                target.thin(midnight(day.plusDays(1)).minus(HistorySettings.USUAL_READINGS));
                if (!midnight(day).isBefore(kept())) {
                    values += count(readings);
                }
                if (!midnight(day).isBefore(plain().from())) {
                    fill(table, readings);
                    plainValues += count(readings);
                }
                if (++days % REPORT_DAYS == 0) {
                    progress.accept("history: a reading each second, until " + day);
                }
            }
        }
    }

    /** Five minutes in a transaction, as the history is written. */
    static void fill(PlainTable table, List<Reading> readings) throws SQLException {
        for (int from = 0; from < readings.size(); from += COMMIT) {
            table.add(readings.subList(from, Math.min(readings.size(), from + COMMIT)));
        }
    }

    private static long count(List<Reading> readings) {
        return readings.stream().mapToLong(Reading::size).sum();
    }

    private static Instant kept() {
        return midnight(END).minus(HistorySettings.USUAL_READINGS);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, HouseMeter.ZONE);
    }
}
