package org.polymeter.codec.readout;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.text.CalendarText;
import org.polymeter.codec.text.ClockText;
import org.polymeter.codec.text.DataSet;
import org.polymeter.codec.text.NumberText;
import org.polymeter.codec.text.ObisText;
import org.polymeter.codec.text.Report;
import org.polymeter.codec.text.TimeText.Kind;

/** Tells, by the code of a data set and the shape of its values, what the data set says. */
final class ReadoutValues {

    private static final long CLOCK = Obis.parse("0-0:1.0.0").packed();
    private static final long TIME_OF_DAY = Obis.parse("1-0:0.9.1").packed();
    private static final long DATE = Obis.parse("1-0:0.9.2").packed();
    private static final long GROUPS_B_TO_F = (1L << 40) - 1;

    private final Report report = new Report();
    private final ClockText clock = new ClockText(report);
    private final CalendarText calendar = new CalendarText();
    private final NumberText number = new NumberText();
    private boolean heat;

    /**
     * Must be called before the data sets of a payload; returns where offsets and warnings go.
     *
     * @param isHeat whether codes without group A are those of a heat meter
     */
    Report begin(ObservationSink out, int start, boolean isHeat) {
        heat = isHeat;
        report.begin(out, start);
        clock.begin();
        if (heat) {
            out.medium("heat");
        }
        return report;
    }

    void end() {
        clock.end();
        report.end();
    }

    void take(ObisText code, DataSet set) {
        long packed = code.packed();
        if (packed == CLOCK) {
            clock.moment(set);
        } else if (packed == TIME_OF_DAY) {
            clock.timeOfDay(set);
        } else if (packed == DATE) {
            clock.date(set);
        } else if (heat && !code.isWhole() && packed >>> 40 == 1) {
            named(Obis.ofPacked((HeatMeter.GROUP_A << 40) | (packed & GROUPS_B_TO_F)), set);
        } else {
            named(Obis.ofPacked(packed), set);
        }
    }

    private void named(Obis obis, DataSet set) {
        if (set.count() == 1) {
            values(obis, set);
        } else if (set.count() == 2 && isAmount(obis, set, 0) && isTime(set, 1)) {
            if (amount(obis, set.begin(0), set.end(0))) {
                captured(set, 1);
            }
        } else if (set.count() == 2 && isTime(set, 0) && isAmount(obis, set, 1)) {
            if (amount(obis, set.begin(1), set.end(1))) {
                captured(set, 0);
            }
        } else if (areAmounts(obis, set)) {
            for (int i = 0; i < set.count() && isAmount(obis, set, i); i++) {
                amount(obis, set.begin(i), set.end(i));
            }
        } else {
            verbatim(obis, set);
        }
    }

    /** One value, or several that {@code &} joins. */
    private void values(Obis obis, DataSet set) {
        byte[] bytes = set.bytes();
        int from = set.begin(0);
        int end = set.end(0);
        for (int i = from; i <= end; i++) {
            if (i == end || bytes[i] == '&') {
                boolean alone = from == set.begin(0) && i == end;
                value(obis, bytes, from, i, alone);
                from = i + 1;
            }
        }
    }

    /** {@code alone}: else only a unit makes it a number, for versions are joined likewise. */
    private void value(Obis obis, byte[] bytes, int from, int to, boolean alone) {
        int begin = from;
        int end = to;
        while (begin < end && bytes[begin] == ' ') {
            begin++; // numbers and identifiers are padded to the width of the display
        }
        while (begin < end && bytes[end - 1] == ' ') {
            end--;
        }
        if (isAmount(obis, bytes, begin, end) && (alone || isStated(number.unit()))) {
            amount(obis, begin, end);
        } else {
            report.field(begin, end, "text");
            report.out().text(obis, bytes, begin, end - begin);
        }
    }

    /**
     * Whether it is a number that says something: with a unit, printed or implied, or at least with
     * decimals. Other digits are identifiers, error words and counters.
     */
    private boolean isAmount(Obis obis, byte[] bytes, int from, int to) {
        return number.read(bytes, from, to)
                && !isIdentifier(obis)
                && (isStated(number.unit()) || number.scale() < 0 || isStated(ImpliedUnit.of(obis)));
    }

    private boolean isAmount(Obis obis, DataSet set, int group) {
        return isAmount(obis, set.bytes(), set.begin(group), set.end(group));
    }

    private boolean areAmounts(Obis obis, DataSet set) {
        int i = 0;
        while (i < set.count() && isAmount(obis, set, i)) {
            i++;
        }
        return i == set.count();
    }

    private static boolean isIdentifier(Obis obis) {
        return (obis.c() == 0 && obis.d() == 0) || (obis.c() == 96 && obis.d() == 1);
    }

    private static boolean isStated(Unit unit) {
        return !unit.base().isEmpty();
    }

    /** Reports the number that {@link #isAmount} has just read; false if it is too long. */
    private boolean amount(Obis obis, int from, int to) {
        Unit unit = isStated(number.unit()) ? number.unit() : ImpliedUnit.of(obis);
        return report.amount(obis, number, from, to, unit);
    }

    private boolean isTime(DataSet set, int group) {
        return set.time(group) != Kind.NONE || calendar.readMoment(set.bytes(), set.begin(group), set.end(group));
    }

    /** Adds the time that {@link #isTime} has just read. */
    private void captured(DataSet set, int group) {
        Kind kind = set.time(group);
        if (kind != Kind.NONE) {
            report.captured(set, group, kind);
            return;
        }
        report.field(set, group, "capture time");
        switch (calendar.moment()) {
            case MOMENT -> report.out().capturedAt(calendar.localSecond(), calendar.deviation());
            case IMPOSSIBLE -> report.warn(set.begin(group), "no such time: capture time dropped");
            case NEVER_SET, NONE -> {} // a demand that has not been measured yet
        }
    }

    /** Groups that nobody has explained yet, as printed. */
    private void verbatim(Obis obis, DataSet set) {
        int from = set.begin(0) - 1;
        report.field(from, set.end(), "text");
        report.out().text(obis, set.bytes(), from, set.end() - from);
    }
}
