package org.polymeter.codec.text;

/**
 * When the telegram was made: one line 0-0:1.0.0, or two, of which 1-0:0.9.1 holds the time of day
 * and 1-0:0.9.2 the date (readouts, and P1 in Slovenia).
 */
public final class ClockText {

    private final Report report;
    private final CalendarText calendar = new CalendarText();
    private boolean timed;
    private boolean dated;
    private boolean clocked;

    public ClockText(Report report) {
        this.report = report;
    }

    /** A telegram begins. */
    public void begin() {
        timed = false;
        dated = false;
        clocked = false;
        calendar.clear();
    }

    /** Date and time in one. */
    public void moment(DataSet line) {
        report.field(line, 0, "time of the telegram");
        switch (line.time(0)) {
            case MOMENT -> {
                if (!timed) {
                    timed = true;
                    report.out().time(line.time().localSecond(), line.time().deviation());
                    report.moment(line, 0);
                }
            }
            case NEVER_SET -> report.warn(line.begin(0), "the meter's clock is not set");
            case IMPOSSIBLE, NONE -> report.warn(line.begin(0), "no such time: the telegram has none");
        }
    }

    /** {@code hhmmss} and its other forms. */
    public void timeOfDay(DataSet line) {
        report.field(line, 0, "time of day");
        clocked = calendar.readTimeOfDay(line.bytes(), line.begin(0), line.end(0));
        warn(line, clocked);
    }

    /** {@code YYMMDD} and its other forms. */
    public void date(DataSet line) {
        report.field(line, 0, "date");
        dated = calendar.readDate(line.bytes(), line.begin(0), line.end(0));
        warn(line, dated);
    }

    /** The telegram is over: now date and time of day can be put together. */
    public void end() {
        if (!timed && dated && clocked && calendar.moment() == TimeText.Kind.MOMENT) {
            report.out().time(calendar.localSecond(), calendar.deviation());
        }
    }

    private void warn(DataSet line, boolean understood) {
        if (!understood) {
            report.warn(line.begin(0), "not a date or a time of day: the telegram has no time");
        }
    }
}
