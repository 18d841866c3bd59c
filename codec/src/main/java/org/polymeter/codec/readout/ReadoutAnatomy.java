package org.polymeter.codec.readout;

import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** What stands around the lines of a readout: STX, ETX and the block check character (IEC 62056-21, 6.3). */
public final class ReadoutAnatomy implements Anatomy {

    private byte[] bytes = new byte[0];
    private int offset;
    private int end;
    private int mask;

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        this.bytes = bytes;
        this.offset = offset;
        this.end = offset + length;
        this.mask = hasParity() ? 0x7F : 0xFF;
        int i = offset;
        while (i < end) {
            i = switch (at(i)) {
                case Control.STX -> block(i, out);
                case Control.ACK -> skip(i, pastLine(i), "acknowledge, as echoed", out);
                default -> text(i, out);
            };
        }
    }

    private boolean hasParity() {
        for (int i = offset; i < end; i++) {
            if (bytes[i] < 0) {
                return Control.isEven(bytes[i]);
            }
        }
        return false;
    }

    private int at(int i) {
        return bytes[i] & mask;
    }

    /** Lines that are in no block; behind the exclamation mark only line ends follow. */
    private int text(int from, Parts out) {
        int i = from;
        boolean start = true;
        while (i < end && at(i) != Control.STX && !(start && at(i) == Control.ACK)) {
            boolean mark = at(i) == Control.BANG && (start || at(i - 1) == ')');
            start = Control.isLineEnd(at(i++));
            if (mark) {
                out.payload(from - offset, i - from);
                return i < end ? skip(i, lineEnds(i), "line end", out) : i;
            }
        }
        out.payload(from - offset, i - from);
        return i;
    }

    private int block(int from, Parts out) {
        int i = skip(from, from + 1, "STX", out);
        int checksum = 0;
        while (i < end && at(i) != Control.ETX && at(i) != Control.EOT) {
            checksum ^= bytes[i++];
        }
        if (i > from + 1) {
            out.payload(from + 1 - offset, i - from - 1);
        }
        if (i == end) {
            return end;
        }
        boolean last = at(i) == Control.ETX;
        checksum ^= bytes[i];
        i = skip(i, i + 1, last ? "ETX" : "EOT, another block follows", out);
        if (i == end) {
            return end;
        }
        boolean matches = (byte) checksum == bytes[i];
        out.part(
                i - offset,
                1,
                "BCC",
                matches ? "matches" : "does not match: should be %02X".formatted(checksum & 0xFF));
        i++;
        int next = i;
        while (next < end && at(next) != Control.STX) {
            next++;
        }
        return next > i ? skip(i, next, "between blocks", out) : i;
    }

    private int skip(int from, int to, String label, Parts out) {
        out.part(from - offset, to - from, label, "");
        return to;
    }

    private int pastLine(int from) {
        int i = from;
        while (i < end && at(i) != '\n' && at(i) != Control.STX) {
            i++;
        }
        return i < end && at(i) == '\n' ? i + 1 : i;
    }

    private int lineEnds(int from) {
        int i = from;
        while (i < end && Control.isLineEnd(at(i))) {
            i++;
        }
        return Math.max(i, from + 1);
    }
}
