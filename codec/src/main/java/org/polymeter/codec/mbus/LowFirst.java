package org.polymeter.codec.mbus;

import org.polymeter.codec.observation.NumberNotation;

/** A number of M-Bus, the lowest byte first. */
enum LowFirst implements NumberNotation {

    /** Two's complement. */
    BINARY {
        @Override
        public long number(byte[] bytes, int offset, int length) {
            return Numbers.binary(bytes, offset, length, false);
        }
    },

    /** Two digits a byte; with letters in place of digits it is none. */
    BCD {
        @Override
        public long number(byte[] bytes, int offset, int length) {
            return Numbers.isBcd(bytes, offset, length, false) ? Numbers.bcd(bytes, offset, length, false) : NONE;
        }
    }
}
