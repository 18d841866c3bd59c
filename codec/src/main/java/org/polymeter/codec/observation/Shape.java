package org.polymeter.codec.observation;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The bytes of a payload that are the same in the next telegram: all but its numbers and times. A meter
 * sends the same hundred names and units for years, so most telegrams are known by comparing.
 */
final class Shape {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int WORD_BYTES = Long.BYTES;

    private int length; // of the payload; 0 if there is none
    private int wholeWords; // one more follows, which ends where the payload ends
    private long[] words = new long[0];
    private long[] masks = new long[0];

    boolean isKnown() {
        return length > 0;
    }

    void forget() {
        length = 0;
    }

    /** Takes all bytes of a payload as fixed, until some are released. */
    void fix(byte[] payload, int start, int count) {
        if (count < WORD_BYTES) {
            forget();
            return;
        }
        length = count;
        wholeWords = count / WORD_BYTES;
        if (words.length <= wholeWords) {
            words = new long[wholeWords + 1];
            masks = new long[wholeWords + 1];
        }
        for (int i = 0; i < wholeWords; i++) {
            words[i] = word(payload, start + WORD_BYTES * i);
        }
        words[wholeWords] = word(payload, start + count - WORD_BYTES);
        Arrays.fill(masks, 0, wholeWords + 1, -1);
    }

    /** These bytes may differ. */
    void release(int offset, int count) {
        int end = Math.min(offset + count, length);
        for (int i = offset / WORD_BYTES; WORD_BYTES * i < end && i < wholeWords; i++) {
            release(i, WORD_BYTES * i, offset, end);
        }
        release(wholeWords, length - WORD_BYTES, offset, end);
    }

    /** Of the word whose first byte is at {@code first}, as far as it has these bytes. */
    private void release(int word, int first, int from, int end) {
        int before = Math.max(0, from - first);
        int after = Math.max(0, first + WORD_BYTES - end);
        if (before + after < WORD_BYTES) {
            masks[word] &= ~(-1L >>> (Byte.SIZE * (before + after)) << (Byte.SIZE * before));
        }
    }

    /** Whether a payload has all the bytes that are fixed, and no others but those released. */
    boolean fits(byte[] payload, int start, int count) {
        if (count != length || count == 0) {
            return false;
        }
        long difference = (word(payload, start + count - WORD_BYTES) ^ words[wholeWords]) & masks[wholeWords];
        for (int i = 0; i < wholeWords; i++) {
            difference |= (word(payload, start + WORD_BYTES * i) ^ words[i]) & masks[i];
        }
        return difference == 0;
    }

    /** Eight bytes, the first one lowest. */
    static long word(byte[] bytes, int at) {
        return (long) WORD.get(bytes, at);
    }
}
