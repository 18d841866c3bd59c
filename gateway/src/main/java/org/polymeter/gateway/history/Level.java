package org.polymeter.gateway.history;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** What a page holds, and how long it is. A page's rows are of the time after its start, until its end inclusive. */
enum Level {
    /** Readings; a page has a quarter of an hour. */
    READINGS(0),
    /** Rollups of quarter hours; a page has a day in UTC. */
    QUARTERS(1),
    /** Rollups of days where the meter is; a page has the month that their names have. */
    DAYS(2);

    /** A quarter of an hour in ms. All zones of today differ from UTC by quarters of an hour. */
    static final long QUARTER = 900_000;

    private static final long DAY = 96 * QUARTER;

    private final int number;

    Level(int number) {
        this.number = number;
    }

    /** In the database; never changes. */
    int number() {
        return number;
    }

    /** The start in ms of the quarter of an hour that a moment belongs to: at 10:15:00 it is still 10:00. */
    static long quarterOf(long time) {
        return Math.floorDiv(time - 1, QUARTER) * QUARTER;
    }

    /** The start in ms of the page of quarter hours that one is on. */
    static long pageOfQuarter(long quarter) {
        return Math.floorDiv(quarter, DAY) * DAY;
    }

    /** The date of the day that a quarter of an hour belongs to. */
    static LocalDate dayOfQuarter(long quarter, ZoneId zone) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(quarter), zone);
    }

    /** When a day begins, in ms. */
    static long start(LocalDate day, ZoneId zone) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /** The start of the page of days that one is on: the first of the month in UTC, whatever the zone. */
    static long pageOfDay(LocalDate day) {
        return row(day.withDayOfMonth(1));
    }

    /** How a page of days names a day: its midnight in UTC, whatever the zone. */
    static long row(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    /** The day that a row of a page of days names. */
    static LocalDate day(long row) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(row), ZoneOffset.UTC);
    }
}
