package org.polymeter.codec.p1;

import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** A telegram from slash to exclamation mark, then its checksum (DSMR 5.0.2 P1, 5.2). */
public final class P1Anatomy implements Anatomy {

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        int end = offset + length;
        int mark = endMark(bytes, offset, end);
        if (mark == end) {
            out.part(0, length, "text without an end", "");
            return;
        }
        out.payload(0, mark + 1 - offset);
        EndLine line = new EndLine();
        line.clear();
        int i = mark + 1;
        while (i < end && line.takes(bytes[i])) {
            i++;
        }
        if (line.hasChecksum()) {
            out.part(mark + 1 - offset, i - mark - 1, "CRC", checksum(bytes, offset, mark + 1, line.checksum()));
        } else if (i > mark + 1) {
            out.part(mark + 1 - offset, i - mark - 1, "line end", "no checksum is sent");
        }
        if (i < end) {
            out.part(i - offset, end - i, "stray bytes", "");
        }
    }

    private static String checksum(byte[] bytes, int from, int to, int sent) {
        int computed = Crc16.ARC.of(bytes, from, to - from);
        if (computed == sent) {
            return "matches";
        }
        return Starts.byChecksum(bytes, from, to, sent, true) == from
                ? "matches, with CR before every LF, as the meter sent it"
                : "does not match: should be %04X".formatted(computed);
    }

    private static int endMark(byte[] bytes, int from, int end) {
        int i = end - 1;
        while (i >= from && bytes[i] != Marks.END) {
            i--;
        }
        return i < from ? end : i;
    }
}
