package org.polymeter.codec.dialogue;

/** Follows an answer of IEC 62056-21 to see when it is over, and whether it has to be repeated. */
final class BlockWatch {

    enum Found {
        /** It goes on. */
        NOTHING,
        /** A partial block that arrived intact: the meter waits for an acknowledge. */
        PARTIAL,
        /** All has arrived. */
        END,
        /** The block is over and its checksum is wrong. */
        DAMAGED
    }

    private static final int STX = 0x02;
    private static final int ETX = 0x03;
    private static final int EOT = 0x04;
    private static final int NOT_IN_BLOCK = -1;

    private int checksum = NOT_IN_BLOCK;
    private int closedBy;
    private int before;
    private boolean marked;

    void clear() {
        checksum = NOT_IN_BLOCK;
        closedBy = 0;
        before = '\n';
        marked = false;
    }

    Found take(byte b) {
        int c = b & 0x7F;
        if (closedBy != 0) {
            boolean right = ((checksum ^ c) & 0x7F) == 0;
            boolean partial = closedBy == EOT;
            clear();
            return !right ? Found.DAMAGED : partial ? Found.PARTIAL : Found.END;
        }
        if (checksum == NOT_IN_BLOCK) {
            checksum = c == STX ? 0 : NOT_IN_BLOCK;
            return isEndWithoutBlock(c) ? Found.END : Found.NOTHING;
        }
        checksum ^= c;
        closedBy = c == ETX || c == EOT ? c : 0;
        return Found.NOTHING;
    }

    /** A meter without block ends with an exclamation mark in a line of its own, or behind a value. */
    private boolean isEndWithoutBlock(int c) {
        boolean end = marked && c == '\n';
        marked = (c == '!' && (before == '\n' || before == ')')) || (marked && c == '\r');
        before = c;
        return end;
    }
}
