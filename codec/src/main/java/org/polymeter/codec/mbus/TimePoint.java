package org.polymeter.codec.mbus;

import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.TimeNotation;

/** Dates and times of EN 13757-3, annex A: types F, G, I and J, told apart by their length. */
final class TimePoint implements TimeNotation {

    private static final int TYPE_G = 2;
    private static final int TYPE_J = 3;
    private static final int TYPE_F = 4;
    private static final int TYPE_I = 6;

    /** A year with two digits from here on is one of the last century. */
    private static final int LAST_CENTURY = 81;

    private int length;
    private int year;
    private int month;
    private int day;
    private int hour;
    private int minute;
    private int second;
    private boolean summer;
    private boolean valid;

    /** Whether data of that many bytes are one of the types. */
    static boolean isLength(int length) {
        return length == TYPE_G || length == TYPE_J || length == TYPE_F || length == TYPE_I;
    }

    /** Reads a point in time of the given length. */
    void read(byte[] bytes, int at, int length) {
        this.length = length;
        year = 0;
        month = 0;
        day = 0;
        hour = 0;
        minute = 0;
        second = 0;
        summer = false;
        valid = true;
        switch (length) {
            case TYPE_G -> date(bytes, at, 0);
            case TYPE_J -> time(bytes, at);
            case TYPE_F -> {
                minute = bytes[at] & 0x3F;
                valid = (bytes[at] & 0x80) == 0;
                hour = bytes[at + 1] & 0x1F;
                summer = (bytes[at + 1] & 0x80) != 0;
                date(bytes, at + 2, bytes[at + 1] >> 5 & 3);
            }
            default -> {
                time(bytes, at);
                valid = (bytes[at + 1] & 0x80) == 0;
                summer = (bytes[at] & 0x40) != 0;
                date(bytes, at + 3, 0);
            }
        }
    }

    private void time(byte[] bytes, int at) {
        second = bytes[at] & 0x3F;
        minute = bytes[at + 1] & 0x3F;
        hour = bytes[at + 2] & 0x1F;
    }

    /** {@code centuries}: since 1900; 0 also of meters that do not send them. */
    private void date(byte[] bytes, int at, int centuries) {
        day = bytes[at] & 0x1F;
        month = bytes[at + 1] & 0x0F;
        int twoDigits = (bytes[at] >> 5 & 7) | (bytes[at + 1] >> 1 & 0x78);
        year = twoDigits >= 100 // seven bits hold more than a year of two digits: every year
                ? 2000 + twoDigits - 100
                : centuries > 0
                        ? 1900 + 100 * centuries + twoDigits
                        : twoDigits + (twoDigits < LAST_CENTURY ? 2000 : 1900);
    }

    /** Whether it is a date and a time, and both exist. */
    boolean isClock() {
        return length >= TYPE_F && valid && CivilTime.isPossible(year, month, day, hour, minute, second);
    }

    @Override
    public boolean isMoment(byte[] bytes, int offset, int length) {
        read(bytes, offset, length);
        return isClock();
    }

    /** Meaningful only if {@link #isClock()}. */
    @Override
    public long localSecond() {
        return CivilTime.localSecond(year, month, day, hour, minute, second);
    }

    /** Winter time cannot be told from a meter that does not say. */
    @Override
    public int deviation() {
        return summer ? Deviation.SUMMER : Deviation.UNSAID;
    }

    /** {@code 2010-12-31}, {@code 23:59:00}, or both with a T; as sent, be it impossible. */
    String text() {
        String date = "%04d-%02d-%02d".formatted(year, month, day);
        String time = "%02d:%02d:%02d".formatted(hour, minute, second);
        return switch (length) {
            case TYPE_G -> date;
            case TYPE_J -> time;
            default -> date + "T" + time;
        };
    }
}
