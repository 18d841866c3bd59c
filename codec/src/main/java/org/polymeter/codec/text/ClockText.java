package org.polymeter.codec.text;

import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.observation.Deviation;

/**
 * When the telegram was made: one line 0-0:1.0.0 everywhere but in Slovenia, where 1-0:0.9.1 holds
 * the time of day and 1-0:0.9.2 the date.
 */
public final class ClockText {

    private static final int ABSENT = -1;

    private final Report report;
    private boolean timed;
    private int date;
    private int timeOfDay;

    public ClockText(Report report) {
        this.report = report;
    }

    public void begin() {
        timed = false;
        date = ABSENT;
        timeOfDay = ABSENT;
    }

    public void moment(DataSet line) {
        report.field(line, 0, "time of the telegram");
        switch (line.time(0)) {
            case MOMENT -> {
                if (!timed) {
                    timed = true;
                    report.out().time(line.time().localSecond(), line.time().deviation());
                }
            }
            case NEVER_SET -> report.warn(line.begin(0), "the meter's clock is not set");
            case IMPOSSIBLE, NONE -> report.warn(line.begin(0), "no such time: the telegram has none");
        }
    }

    /** {@code hhmmss}. */
    public void timeOfDay(DataSet line) {
        report.field(line, 0, "time of day");
        timeOfDay = pairs(line);
    }

    /** {@code YYMMDD}. */
    public void date(DataSet line) {
        report.field(line, 0, "date");
        date = pairs(line);
    }

    public void end() {
        if (timed || date == ABSENT || timeOfDay == ABSENT) {
            return;
        }
        int year = 2000 + date / 10_000;
        int month = date / 100 % 100;
        int day = date % 100;
        int hour = timeOfDay / 10_000;
        int minute = timeOfDay / 100 % 100;
        int second = timeOfDay % 100;
        if (CivilTime.isPossible(year, month, day, hour, minute, second)) {
            report.out().time(CivilTime.localSecond(year, month, day, hour, minute, second), Deviation.UNSAID);
        }
    }

    /** Six digits as a number, with or without separators. */
    private int pairs(DataSet line) {
        int value = 0;
        int digits = 0;
        for (int i = line.begin(0); i < line.end(0) && digits <= 6; i++) {
            byte b = line.bytes()[i];
            if (b >= '0' && b <= '9') {
                value = 10 * value + b - '0';
                digits++;
            } else if (b != ':' && b != '-') {
                digits = 7;
            }
        }
        if (digits != 6) {
            report.warn(line.begin(0), "not a date or a time of day: the telegram has no time");
        }
        return digits == 6 ? value : ABSENT;
    }
}
