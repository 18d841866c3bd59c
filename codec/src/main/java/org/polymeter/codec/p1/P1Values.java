package org.polymeter.codec.p1;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.text.ClockText;
import org.polymeter.codec.text.DataSet;
import org.polymeter.codec.text.Report;
import org.polymeter.codec.text.TimeText;

/** Tells, by the code of a line and the shape of its groups, what the line says. */
final class P1Values {

    private static final long CLOCK = Obis.parse("0-0:1.0.0").packed();
    private static final long TIME_OF_DAY = Obis.parse("1-0:0.9.1").packed();
    private static final long DATE = Obis.parse("1-0:0.9.2").packed();

    private final Report report = new Report();
    private final ClockText clock = new ClockText(report);
    private final P1Logs logs = new P1Logs(report);
    private final P1Text text = new P1Text();

    /** Must be called before the lines of a payload; returns where offsets and warnings go. */
    Report begin(ObservationSink out, int start) {
        report.begin(out, start);
        clock.begin();
        return report;
    }

    void end() {
        clock.end();
        report.end();
    }

    void take(long packed, DataSet line) {
        if (packed == CLOCK) {
            clock.moment(line);
        } else if (packed == TIME_OF_DAY) {
            clock.timeOfDay(line);
        } else if (packed == DATE) {
            clock.date(line);
        } else {
            named(Obis.ofPacked(packed), line);
        }
    }

    /** The groups C and D say what kind of line it is, whatever the channel. */
    private void named(Obis obis, DataSet line) {
        switch ((obis.c() << 8) | obis.d()) {
            case (96 << 8) | 1, 0, 42 << 8 -> identifier(obis, line);
            case (96 << 8) | 13 -> message(obis, line);
            case (99 << 8) | 97 -> logs.failures(obis, line);
            case (98 << 8) | 1 -> logs.history(obis, line);
            case (24 << 8) | 3 -> oldGas(obis, line);
            default -> value(obis, line);
        }
    }

    private void identifier(Obis obis, DataSet line) {
        if (line.count() > 1) {
            value(obis, line);
            return;
        }
        text.readIdentifier(line.bytes(), line.begin(0), line.end(0));
        report.field(line, 0, "identifier");
        report.out().text(obis, text.bytes(), 0, text.length());
    }

    private void message(Obis obis, DataSet line) {
        if (line.count() > 1) {
            value(obis, line);
            return;
        }
        text.readMessage(line.bytes(), line.begin(0), line.end(0));
        report.field(line, 0, "message");
        report.out().text(obis, text.bytes(), 0, text.length());
    }

    private void oldGas(Obis obis, DataSet line) {
        if (line.count() < 6) {
            value(obis, line);
        } else {
            logs.twoLines(line);
        }
    }

    private void value(Obis obis, DataSet line) {
        if (line.isAllEmpty()) {
            report.field(line, 0, "no value");
        } else if (line.count() == 1) {
            single(obis, line);
        } else {
            TimeText.Kind first = line.time(0);
            if (first == TimeText.Kind.NONE ? !areAmounts(line) : !areNumbers(line)) {
                verbatim(obis, line);
            } else {
                several(obis, line, first);
            }
        }
    }

    private void single(Obis obis, DataSet line) {
        if (line.isNumber(0) || (isElectric(obis) && line.isGlued(0))) {
            if (report.amount(obis, line, 0)) {
                recordOfDevice(obis, line);
            }
            return;
        }
        switch (line.time(0)) {
            case MOMENT -> {
                report.field(line, 0, "date and time");
                report.out().clock(obis, line.time().localSecond(), line.time().deviation());
                report.moment(line, 0);
            }
            case NEVER_SET -> report.field(line, 0, "a time that was never set");
            case IMPOSSIBLE, NONE -> {
                report.field(line, 0, "text");
                report.out().text(obis, line.bytes(), line.begin(0), line.end(0) - line.begin(0));
            }
        }
    }

    /** There {@code 005A} is five amperes; elsewhere it is a status word in hex. */
    private static boolean isElectric(Obis obis) {
        return obis.a() == 1 && obis.c() > 0 && obis.c() < 96;
    }

    /** {@code (TST)(123.456*m3)}, or {@code (100*A)(-063*A)} as in Luxembourg. */
    private void several(Obis obis, DataSet line, TimeText.Kind first) {
        boolean timed = first != TimeText.Kind.NONE;
        for (int i = timed ? 1 : 0; i < line.count(); i++) {
            if (line.isNumber(i) && report.amount(obis, line, i)) {
                if (timed) {
                    report.captured(line, 0, line.time(0));
                }
                recordOfDevice(obis, line);
            }
        }
    }

    private static boolean areAmounts(DataSet line) {
        int i = 0;
        while (line.isNumber(i) && !line.number().unit().symbol().isEmpty()) {
            i++;
        }
        return i == line.count();
    }

    /** Whether all groups but the first are numbers or absent. */
    private static boolean areNumbers(DataSet line) {
        int i = 1;
        while (i < line.count() && (line.isEmpty(i) || line.isNumber(i))) {
            i++;
        }
        return i == line.count();
    }

    /** Groups that nobody has explained yet, as printed. */
    private void verbatim(Obis obis, DataSet line) {
        int from = line.begin(0) - 1;
        report.field(from, line.end(), "text");
        report.out().text(obis, line.bytes(), from, line.end() - from);
    }

    /** A device on the meter's M-Bus has readings of its own, so its line is their evidence. */
    private void recordOfDevice(Obis obis, DataSet line) {
        if (obis.a() == 0 && obis.b() > 0) {
            report.record(line.begin(), line.end());
        }
    }
}
