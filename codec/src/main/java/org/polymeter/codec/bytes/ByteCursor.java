package org.polymeter.codec.bytes;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;

/**
 * Reads a payload front to back and remembers the first thing that went wrong.
 *
 * <p>After a fault every read returns zero and consumes nothing. Decoders therefore read straight
 * through, as the standard is written, and return {@link #outcome()} at the end. Only loops need to
 * look: bound them with {@link #ok()}.
 *
 * <p>The label of a read serves twice: it says what a fault expected, and it names the field when a
 * capture is explained.
 */
public final class ByteCursor {

    private byte[] bytes = new byte[0];
    private int start;
    private int position;
    private int limit;
    private @Nullable Fault fault; // nothing remains once it is there
    private @Nullable ObservationSink fields; // null unless somebody explains the payload

    public void wrap(byte[] bytes, int offset, int length, ObservationSink fields) {
        this.bytes = bytes;
        this.start = offset;
        this.position = offset;
        this.limit = offset + length;
        this.fault = null;
        this.fields = fields.isExplained() ? fields : null;
    }

    /** Goes on in a copy of the array that was changed: the next {@code sealed} bytes have been opened. */
    public void goOnIn(byte[] copy, int sealed) {
        bytes = copy;
        if (fields != null) {
            fields.opened(position - start, sealed, copy, position, limit - position);
        }
    }

    /** Whether labels are wanted; where they are not, a shorter way may be taken. */
    public boolean isExplained() {
        return fields != null;
    }

    public boolean ok() {
        return fault == null;
    }

    /** What a decoder returns when it has read all it wants. */
    public Outcome outcome() {
        return fault == null ? Outcome.COMPLETE : new Outcome.Rejected(fault);
    }

    public void fail(Problem problem, String expected) {
        failAt(position, problem, expected);
    }

    /** As {@link #fail}, for something wrong at an earlier byte of the array. */
    public void failAt(int at, Problem problem, String expected) {
        if (fault == null) {
            fault = new Fault(at - start, problem, expected);
            limit = position;
        }
    }

    public byte[] array() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return limit - position;
    }

    /** The next byte, or -1 at the end or after a fault; consumes nothing. */
    public int peek() {
        return position < limit ? bytes[position] & 0xFF : -1;
    }

    public int u8(String expected) {
        int from = skip(1, expected);
        return from < 0 ? 0 : bytes[from] & 0xFF;
    }

    /** Big-endian, one to eight bytes. */
    public long unsigned(int size, String expected) {
        int from = skip(size, expected);
        if (from < 0) {
            return 0;
        }
        if (from + Long.BYTES <= bytes.length) {
            return ByteView.highFirst(bytes, from) >>> (Long.SIZE - Byte.SIZE * size);
        }
        long value = 0;
        for (int i = from; i < position; i++) {
            value = (value << 8) | (bytes[i] & 0xFF);
        }
        return value;
    }

    /** Big-endian two's complement, one to eight bytes. */
    public long signed(int size, String expected) {
        int unused = 64 - 8 * size;
        return unsigned(size, expected) << unused >> unused;
    }

    public void expect(int value, String expected) {
        if (peek() == value) {
            skip(1, expected);
        } else {
            fail(remaining() > 0 ? Problem.UNEXPECTED : Problem.TRUNCATED, expected);
        }
    }

    /** All that is read until {@link #close} is part of one thing; for tools that explain captures. */
    public void open(String label) {
        if (fields != null && fault == null) {
            fields.open(position - start, label);
        }
    }

    public void close() {
        if (fields != null) {
            fields.close(position - start);
        }
    }

    /** Consumes {@code count} bytes and returns where they begin, or -1 if there are too few. */
    public int skip(int count, String expected) {
        if (count < 0 || count > remaining()) {
            fail(Problem.TRUNCATED, expected);
            return -1;
        }
        int from = position;
        position += count;
        if (fields != null) {
            fields.field(from - start, count, expected);
        }
        return from;
    }
}
