package org.polymeter.codec.observation;

import java.util.Arrays;

/** Where the numbers and times of a telegram stand in its payload, and how they are written there. */
final class Slots {

    private static final int USUAL = 64;
    private static final int USUAL_TIMES = 8;

    private int numbers;
    private long[] numberPlaces = new long[USUAL]; // offset, length and line, see place
    private NumberNotation[] numberNotations = new NumberNotation[USUAL];

    private int times;
    private int[] timeOffsets = new int[USUAL_TIMES];
    private int[] timeLengths = new int[USUAL_TIMES];
    private int[] timeLines = new int[USUAL_TIMES];
    private TimeUse[] timeUses = new TimeUse[USUAL_TIMES];
    private TimeNotation[] timeNotations = new TimeNotation[USUAL_TIMES];
    private long[] recentHeads = new long[USUAL_TIMES]; // how the time was written last; 0 if that is not known
    private long[] recentTails = new long[USUAL_TIMES];

    private int checksums;
    private int[] checkedOffsets = new int[USUAL_TIMES];
    private int[] checkedLengths = new int[USUAL_TIMES];
    private Checksum[] checksumRules = new Checksum[USUAL_TIMES];

    private int silences;
    private int[] silentOffsets = new int[USUAL_TIMES];
    private int[] silentLengths = new int[USUAL_TIMES];

    /** What a time is the time of. */
    enum TimeUse {
        TELEGRAM,
        CLOCK,
        CAPTURE,
        ROW
    }

    void clear() {
        numbers = 0;
        times = 0;
        checksums = 0;
        silences = 0;
    }

    /** A number at the very beginning, where a notation cannot read it by words, is not taken. */
    void number(int line, int offset, int length, NumberNotation notation) {
        if (length < 1 || offset + length < Long.BYTES) {
            return;
        }
        if (numbers == numberPlaces.length) {
            numberPlaces = Arrays.copyOf(numberPlaces, 2 * numbers);
            numberNotations = Arrays.copyOf(numberNotations, 2 * numbers);
        }
        numberPlaces[numbers] = (long) offset << 32 | (long) length << 16 | line;
        numberNotations[numbers++] = notation;
    }

    void time(TimeUse use, int line, int offset, int length, TimeNotation notation) {
        if (times == timeLines.length) {
            timeOffsets = Arrays.copyOf(timeOffsets, 2 * times);
            timeLengths = Arrays.copyOf(timeLengths, 2 * times);
            timeLines = Arrays.copyOf(timeLines, 2 * times);
            timeUses = Arrays.copyOf(timeUses, 2 * times);
            timeNotations = Arrays.copyOf(timeNotations, 2 * times);
            recentHeads = Arrays.copyOf(recentHeads, 2 * times);
            recentTails = Arrays.copyOf(recentTails, 2 * times);
        }
        timeOffsets[times] = offset;
        timeLengths[times] = length;
        timeLines[times] = line;
        timeUses[times] = use;
        recentHeads[times] = 0;
        timeNotations[times++] = notation;
    }

    /** The last {@code width} bytes may differ, if the checksum holds then. */
    void checksum(int offset, int length, int width, Checksum checksum) {
        if (checksums == checkedOffsets.length) {
            checkedOffsets = Arrays.copyOf(checkedOffsets, 2 * checksums);
            checkedLengths = Arrays.copyOf(checkedLengths, 2 * checksums);
            checksumRules = Arrays.copyOf(checksumRules, 2 * checksums);
        }
        checkedOffsets[checksums] = offset;
        checkedLengths[checksums] = length;
        checksumRules[checksums++] = checksum;
        silence(offset + length - width, width);
    }

    void silence(int offset, int length) {
        if (silences == silentOffsets.length) {
            silentOffsets = Arrays.copyOf(silentOffsets, 2 * silences);
            silentLengths = Arrays.copyOf(silentLengths, 2 * silences);
        }
        silentOffsets[silences] = offset;
        silentLengths[silences++] = length;
    }

    boolean isEmpty() {
        return numbers == 0;
    }

    /** Says to the shape which bytes may differ. */
    void release(Shape shape) {
        for (int i = 0; i < numbers; i++) {
            shape.release(offset(numberPlaces[i]), length(numberPlaces[i]));
        }
        for (int i = 0; i < times; i++) {
            shape.release(timeOffsets[i], timeLengths[i]);
        }
        for (int i = 0; i < silences; i++) {
            shape.release(silentOffsets[i], silentLengths[i]);
        }
    }

    /** Whether all checksums of another payload hold. */
    boolean areIntact(byte[] payload, int start) {
        for (int i = 0; i < checksums; i++) {
            if (!checksumRules[i].holds(payload, start + checkedOffsets[i], checkedLengths[i])) {
                return false;
            }
        }
        return true;
    }

    /** Reads the numbers of another payload into the lines; false if one of them is written differently. */
    boolean readNumbers(byte[] payload, int start, Lines lines) {
        long[] values = lines.numbers;
        for (int i = 0; i < numbers; i++) {
            long place = numberPlaces[i];
            long number = numberNotations[i].number(payload, start + offset(place), length(place));
            if (number == NumberNotation.NONE) {
                return false;
            }
            values[line(place)] = number;
        }
        return true;
    }

    /** Reads the times of another payload; false if one of them is written differently. */
    boolean readTimes(byte[] payload, int start, Telegram telegram) {
        for (int i = 0; i < times; i++) {
            int offset = start + timeOffsets[i];
            int length = timeLengths[i];
            long head = head(payload, offset, length);
            long tail = tail(payload, offset, length);
            if (head != recentHeads[i] || tail != recentTails[i] || head == 0) {
                TimeNotation notation = timeNotations[i];
                if (!notation.isMoment(payload, offset, length)) {
                    return false;
                }
                telegram.time(timeUses[i], timeLines[i], notation.localSecond(), notation.deviation());
                recentHeads[i] = head;
                recentTails[i] = tail;
            }
        }
        return true;
    }

    /** With the tail all there is of a time, which is most often written as it was: in logs, of gas. */
    private static long head(byte[] payload, int offset, int length) {
        return length >= Long.BYTES && length <= 2 * Long.BYTES ? Shape.word(payload, offset) : 0;
    }

    private static long tail(byte[] payload, int offset, int length) {
        return length >= Long.BYTES ? Shape.word(payload, offset + length - Long.BYTES) : 0;
    }

    private static int offset(long place) {
        return (int) (place >>> 32);
    }

    private static int length(long place) {
        return (int) place >>> 16;
    }

    private static int line(long place) {
        return (int) place & 0xFFFF;
    }
}
