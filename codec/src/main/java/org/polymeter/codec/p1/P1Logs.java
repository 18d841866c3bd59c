package org.polymeter.codec.p1;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.text.DataSet;
import org.polymeter.codec.text.ObisText;
import org.polymeter.codec.text.Report;
import org.polymeter.codec.text.TimeText;

/** Lines that hold several entries: power failures, monthly peaks, closing values, old gas lines. */
final class P1Logs {

    private static final Unit SECONDS = Unit.named("s");

    /** Group of the code in the first of the two gas lines, and how many groups a value has there. */
    private static final int FIRST_COLUMN = 4;

    private static final int COLUMN_GROUPS = 2;

    private final Report report;
    private final ObisText column = new ObisText();

    P1Logs(Report report) {
        this.report = report;
    }

    /**
     * {@code (2)(0-0:96.7.19)(101208152415W)(0000000240*s)…}: end and length of each failure. The
     * count is not trusted.
     */
    void failures(Obis obis, DataSet line) {
        header(line);
        for (int i = 0; i + 1 < line.count(); i++) {
            TimeText.Kind end = line.time(i);
            if (end != TimeText.Kind.NONE && line.isNumber(i + 1)) {
                if (report.amount(obis, line, i + 1, SECONDS)) {
                    report.captured(line, i, end);
                    record(line, i, i + 1);
                }
                i++;
            }
        }
    }

    /** Three layouts share the code 0-0:98.1.0; the first group tells them apart. */
    void history(Obis obis, DataSet line) {
        if (line.time(0) != TimeText.Kind.NONE) {
            closingValues(obis, line);
        } else if (line.count() == 1) {
            if (line.isNumber(0)) {
                report.amount(obis, line, 0);
            }
        } else {
            peaks(obis, line);
        }
    }

    /** Hungary: {@code (230701000000S)(000040.777*kWh)…}, one row. */
    private void closingValues(Obis obis, DataSet line) {
        for (int i = 1; i < line.count(); i++) {
            if (line.isNumber(i) && report.amount(obis, line, i)) {
                row(line, 0);
                record(line, i, i);
            }
        }
    }

    /** Belgium: {@code (2)(1-0:1.6.0)(1-0:1.6.0)(stamp of the row)(time of the peak)(03.695*kW)…}. */
    private void peaks(Obis obis, DataSet line) {
        header(line);
        for (int i = 0; i + 2 < line.count(); i++) {
            if (line.time(i) != TimeText.Kind.NONE && line.time(i + 1) != TimeText.Kind.NONE && line.isNumber(i + 2)) {
                if (report.amount(obis, line, i + 2)) {
                    report.captured(line, i + 1, line.time(i + 1));
                    row(line, i);
                    record(line, i, i + 2);
                }
                i += 2;
            }
        }
    }

    /**
     * DSMR 2 and 3: {@code (120517020000)(08)(60)(1)(0-1:24.2.1)(m3)} and on the next line {@code
     * (00124.477)}: time, status, period in minutes, number of columns, code and unit of each column,
     * values.
     */
    void twoLines(DataSet line) {
        int columns = line.isNumber(3) ? (int) Math.min(line.number().mantissa(), DataSet.MOST_GROUPS) : 0;
        report.field(line, 1, "status");
        report.field(line, 2, "period in minutes");
        report.field(line, 3, "number of values");
        for (int i = 0; i < columns; i++) {
            int name = FIRST_COLUMN + COLUMN_GROUPS * i;
            int value = FIRST_COLUMN + COLUMN_GROUPS * columns + i;
            if (value >= line.count()
                    || column.read(line.bytes(), line.begin(name), line.end(name)) != line.end(name)) {
                report.warn(line.begin(), "a reading without code or value: dropped");
                return;
            }
            report.field(line, name, "OBIS code");
            report.field(line, name + 1, "unit");
            Unit unit = line.number().unit(line.bytes(), line.begin(name + 1), line.end(name + 1));
            if (line.isNumber(value) && report.amount(Obis.ofPacked(column.packed()), line, value, unit)) {
                report.captured(line, 0, line.time(0));
                report.record(line.begin(), line.end());
            }
        }
    }

    /** Names the groups before the first time: a count, then the codes of the columns. */
    private void header(DataSet line) {
        for (int i = 0; i < line.count() && line.time(i) == TimeText.Kind.NONE; i++) {
            report.field(line, i, i == 0 ? "number of entries" : "code of a column");
        }
    }

    private void row(DataSet line, int group) {
        report.field(line, group, "stamp of the row");
        if (line.time(group) == TimeText.Kind.MOMENT) {
            report.out().rowAt(line.time().localSecond(), line.time().deviation());
            report.moment(line, group);
        }
    }

    /** With the parentheses around it. */
    private void record(DataSet line, int first, int last) {
        report.record(line.begin(first) - 1, line.end(last) + 1);
    }
}
