package org.polymeter.codec.dlms;

import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.TimeNotation;

/** The 12-byte date-time of COSEM (Blue Book 4.1.6.1), read into a pad that is used again. */
final class DateTime implements TimeNotation {

    static final int BYTES = 12;

    /** High byte of the years 1792 to 2047, which no printable text begins with. */
    static final byte CENTURY = 0x07;

    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2999;
    private static final int MOST_MINUTES = 14 * 60;

    private long localSecond;
    private int deviation;

    /** The first byte tells a date-time from a text, so it has to be the same. */
    @Override
    public boolean isMoment(byte[] bytes, int offset, int length) {
        return length == BYTES && bytes[offset] == CENTURY && read(bytes, offset);
    }

    @Override
    public long localSecond() {
        return localSecond;
    }

    /** Minutes from local time to UTC, or {@link Deviation#UNSAID}. The status byte tells none. */
    @Override
    public int deviation() {
        return deviation;
    }

    /** Returns false if the date or time is not fully specified or does not exist. */
    boolean read(byte[] bytes, int at) {
        int year = (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
        int month = bytes[at + 2] & 0xFF;
        int day = bytes[at + 3] & 0xFF;
        int hour = bytes[at + 5] & 0xFF;
        int minute = bytes[at + 6] & 0xFF;
        int second = bytes[at + 7] & 0xFF;
        if (year < FIRST_YEAR || year > LAST_YEAR || !CivilTime.isPossible(year, month, day, hour, minute, second)) {
            return false;
        }
        localSecond = CivilTime.localSecond(year, month, day, hour, minute, second);
        int minutes = bytes[at + 9] << 8 | (bytes[at + 10] & 0xFF);
        deviation = Math.abs(minutes) <= MOST_MINUTES ? minutes : Deviation.UNSAID; // 8000: not specified
        return true;
    }
}
