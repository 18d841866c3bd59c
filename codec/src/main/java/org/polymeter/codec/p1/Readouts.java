package org.polymeter.codec.p1;

/**
 * Tells readouts of IEC 62056-21 from P1 telegrams: both stand between {@code /} and {@code !}, and
 * without a checksum only the notation is left to look at.
 */
final class Readouts {

    private Readouts() {}

    /** Whether control characters stand in it: the data are a block with a checksum of its own. */
    static boolean isBlock(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t' && !Marks.isLineEnd(bytes[i])) {
                return true;
            }
        }
        return false;
    }

    /** Whether its first code is shorter than {@code A-B:C.D.E}, or longer: P1 prints no group F. */
    static boolean isWrittenAsOne(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && !Marks.isLineEnd(bytes[i])) {
            i++;
        }
        boolean channel = false;
        boolean historic = false;
        while (i < to && bytes[i] != '(') {
            channel |= bytes[i] == ':';
            historic |= bytes[i] == '*' || bytes[i] == '&';
            i++;
        }
        return i < to && (!channel || historic);
    }
}
