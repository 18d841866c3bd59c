package org.polymeter.codec.dlms;

import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** Shows the headers of a general-block-transfer (Green Book 9.3.13) in what a link carries. */
public final class BlockAnatomy implements Anatomy {

    private static final int LENGTH_AT = 6;
    private static final int LAST = 0x80;
    private static final int STREAMING = 0x40;
    private static final int LONG_FORM = 0x80;

    private final Anatomy link;

    /** {@code link}: describes what is around the blocks. */
    public BlockAnatomy(Anatomy link) {
        this.link = link;
    }

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        link.describe(bytes, offset, length, new Blocks(bytes, offset, out));
    }

    /** Divides pieces of payload into headers and data; a block may go on in the next piece. */
    private static final class Blocks implements Parts {

        private final byte[] bytes;
        private final int start;
        private final Parts out;
        private int left; // of a block that has begun

        Blocks(byte[] bytes, int start, Parts out) {
            this.bytes = bytes;
            this.start = start;
            this.out = out;
        }

        @Override
        public void open(int offset, String label) {
            out.open(offset, label);
        }

        @Override
        public void close(int offset) {
            out.close(offset);
        }

        @Override
        public void part(int offset, int length, String label, String meaning) {
            out.part(offset, length, label, meaning);
        }

        @Override
        public void payload(int offset, int length) {
            int end = offset + length;
            int i = offset;
            while (i < end) {
                if (left == 0) {
                    i = header(i, end);
                }
                int count = left == 0 ? end - i : Math.min(left, end - i);
                if (count > 0) {
                    out.payload(i, count);
                }
                left = Math.max(0, left - count);
                i += count;
            }
        }

        /** Returns the offset behind the header, or {@code at} if there is none. */
        private int header(int at, int end) {
            if (end - at <= LENGTH_AT || byteAt(at) != ApduTag.GENERAL_BLOCK_TRANSFER) {
                return at;
            }
            int first = byteAt(at + LENGTH_AT);
            int more = first < LONG_FORM ? 0 : first & 0x7F;
            int dataAt = at + LENGTH_AT + 1 + more;
            if (more > 2 || dataAt > end) {
                return at;
            }
            left = more == 0 ? first : 0;
            for (int i = dataAt - more; i < dataAt; i++) {
                left = left << 8 | byteAt(i);
            }
            int control = byteAt(at + 1);
            String last = (control & LAST) != 0 ? "the last block" : "more blocks follow";
            out.open(at, "general-block-transfer");
            out.part(at, 1, "tag", "");
            out.part(at + 1, 1, "block control", last + ((control & STREAMING) != 0 ? ", streaming" : ""));
            out.part(at + 2, 2, "block number", String.valueOf(number(at + 2)));
            out.part(at + 4, 2, "block number acknowledged", String.valueOf(number(at + 4)));
            out.part(at + LENGTH_AT, 1 + more, "length", left + " bytes");
            out.close(dataAt);
            return dataAt;
        }

        private int number(int at) {
            return byteAt(at) << 8 | byteAt(at + 1);
        }

        private int byteAt(int offset) {
            return bytes[start + offset] & 0xFF;
        }
    }
}
