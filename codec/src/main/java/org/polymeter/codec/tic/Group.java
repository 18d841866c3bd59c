package org.polymeter.codec.tic;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.tic.Label.Shape;

/**
 * One group of a frame, between LF and CR:
 *
 * <pre>
 * historique   label SP data SP checksum                  sum of label .. data
 * standard     label HT [horodate HT] data HT checksum    sum of label .. last HT
 * </pre>
 *
 * <p>The checksum has six bits, so it misses a change of bit 6 or 7, such as a digit that became a
 * small letter. Therefore a group must look like what its label announces, too.
 */
final class Group {

    static final byte BLANK = ' ';
    static final byte TAB = '\t';

    private static final int LONGEST_LABEL = 9;
    private static final int SHORTEST_LABEL = 3;
    private static final int HORODATE_LENGTH = 13;
    private static final int SHORTEST = SHORTEST_LABEL + 3;

    private byte[] bytes = new byte[0];
    private int from;
    private int labelEnd;
    private int horodate; // where it begins; negative if there is none
    private int data;
    private int end; // of the data
    private boolean summed;
    private byte computed;
    private @Nullable Label label;

    /** Reads the bytes between LF and CR; returns whether they are a group, whatever its checksum. */
    boolean read(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.from = from;
        if (to - from < SHORTEST) {
            return false;
        }
        byte separator = bytes[to - 2];
        if (separator != BLANK && separator != TAB) {
            return false;
        }
        computed = checksum(bytes, from, separator == TAB ? to - 1 : to - 2);
        summed = bytes[to - 1] == computed;
        end = to - 2;
        labelEnd = next(separator, from);
        data = labelEnd + 1;
        horodate = -1;
        if (labelEnd >= end || !isLabel()) {
            return false;
        }
        label = Label.of(bytes, from, labelEnd);
        int second = next(separator, data);
        if (separator == TAB && second < end) {
            horodate = data;
            data = second + 1;
        }
        return isShaped();
    }

    /** Whether the checksum of the group that was read matches. */
    boolean isSummed() {
        return summed;
    }

    /** The checksum that it should have. */
    byte computed() {
        return computed;
    }

    /** What the table knows of the label; null if nothing. */
    @Nullable
    Label label() {
        return label;
    }

    int from() {
        return from;
    }

    int labelEnd() {
        return labelEnd;
    }

    boolean hasHorodate() {
        return horodate >= 0;
    }

    int horodate() {
        return horodate;
    }

    int data() {
        return data;
    }

    int end() {
        return end;
    }

    /** One character from 20 to 5F. */
    static byte checksum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return (byte) ((sum & 0x3F) + 0x20);
    }

    private int next(byte separator, int begin) {
        int i = begin;
        while (i < end && bytes[i] != separator) {
            i++;
        }
        return i;
    }

    private boolean isLabel() {
        int length = labelEnd - from;
        if (length < SHORTEST_LABEL || length > LONGEST_LABEL) {
            return false;
        }
        for (int i = from; i < labelEnd; i++) {
            byte b = bytes[i];
            if (!isDigit(b) && !(b >= 'A' && b <= 'Z') && b != '+' && b != '-') {
                return false;
            }
        }
        return true;
    }

    private boolean isShaped() {
        if (hasHorodate() && !isHorodate()) {
            return false;
        }
        Label known = label;
        Shape shape = known == null ? Shape.TEXT : known.shape;
        return switch (shape) {
            case NUMBER -> isNumber();
            case TIMED -> hasHorodate() && isNumber();
            case TIME -> hasHorodate() && data == end;
            case TEXT, ADDRESS -> isText(false);
            case FREE -> isText(true);
        };
    }

    private boolean isHorodate() {
        if (data - 1 - horodate != HORODATE_LENGTH || "HEhe ".indexOf(bytes[horodate]) < 0) {
            return false;
        }
        for (int i = horodate + 1; i < data - 1; i++) {
            if (!isDigit(bytes[i])) {
                return false;
            }
        }
        return true;
    }

    private boolean isNumber() {
        for (int i = data; i < end; i++) {
            if (!isDigit(bytes[i])) {
                return false;
            }
        }
        return data < end;
    }

    private boolean isText(boolean small) {
        for (int i = data; i < end; i++) {
            byte b = bytes[i];
            if (b < ' ' || (b > '_' && !(small && b >= 'a' && b <= 'z'))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
