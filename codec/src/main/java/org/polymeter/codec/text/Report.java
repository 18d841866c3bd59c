package org.polymeter.codec.text;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Unit;

/** Passes on what data sets say, with offsets counted from the payload's first byte. */
public final class Report {

    /** Noise without a checksum could warn of every line. */
    private static final int MOST_WARNINGS = 16;

    private @Nullable ObservationSink sink;
    private int start;
    private int warnings;

    public void begin(ObservationSink out, int start) {
        this.sink = out;
        this.start = start;
        this.warnings = 0;
    }

    public void end() {
        sink = null;
    }

    public ObservationSink out() {
        if (sink == null) {
            throw new IllegalStateException("a report is written between begin and end");
        }
        return sink;
    }

    public void warn(int at, String message) {
        if (warnings++ < MOST_WARNINGS) {
            out().warning(at - start, message);
        }
    }

    public void open(int at, String label) {
        out().open(at - start, label);
    }

    public void close(int at) {
        out().close(at - start);
    }

    public void field(int from, int to, String label) {
        out().field(from - start, to - from, label);
    }

    public void field(DataSet line, int group, String label) {
        field(line.begin(group), line.end(group), label);
    }

    /** Reports the number that was read from {@code group} last; false if it is too long. */
    public boolean amount(Obis obis, DataSet line, int group) {
        return amount(obis, line, group, line.number().unit());
    }

    public boolean amount(Obis obis, DataSet line, int group, Unit unit) {
        return amount(obis, line.number(), line.begin(group), line.end(group), unit);
    }

    /** Reports the number that was read from these bytes; false if it is too long. */
    public boolean amount(Obis obis, NumberText number, int from, int to, Unit unit) {
        field(from, to, "value");
        if (number.isOverflow()) {
            warn(from, "a number of more than 18 digits: dropped");
            return false;
        }
        out().amount(obis, number.mantissa(), number.scale(), unit);
        if (number.hasNotation()) {
            out().written(number.begin() - start, number.end() - number.begin(), number.notation());
        }
        return true;
    }

    /** Adds the time that was read from {@code group} last to the amount reported last. */
    public void captured(DataSet line, int group, TimeText.Kind kind) {
        field(line, group, "capture time");
        if (kind == TimeText.Kind.MOMENT) {
            out().capturedAt(line.time().localSecond(), line.time().deviation());
            moment(line, group);
        } else if (kind == TimeText.Kind.IMPOSSIBLE) {
            warn(line.begin(group), "no such time: capture time dropped");
        }
    }

    /** Says that the time reported last is the one that was read from {@code group} last. */
    public void moment(DataSet line, int group) {
        out().written(line.begin(group) - start, line.end(group) - line.begin(group), line.time());
    }

    /** Says that the observation reported last has these bytes as its own evidence. */
    public void record(int from, int to) {
        out().record(from - start, to - from);
    }
}
