package org.polymeter.codec.sml;

import org.jspecify.annotations.Nullable;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/**
 * Reads the elements of SML: a type-length field, then bytes (octets, numbers) or further elements
 * (lists).
 *
 * <pre>
 * more | type (3) | length (4)     further length fields: more | 000 | length (4)
 * </pre>
 *
 * <p>The length counts elements of a list; of all others bytes, the type-length field included. A
 * reader keeps the first fault, as {@link ByteCursor} does.
 */
final class TlvReader {

    private static final int MORE = 0x80;
    private static final int TYPE = 0x70;
    private static final int LENGTH = 0x0F;

    /** Sixteen bits of length: beyond any file. */
    private static final int LONGEST_FIELD = 4;

    private static final int LARGEST_NUMBER = 8;

    /** An empty octet string: an optional element that is left out. */
    private static final int ABSENT = 0x01;

    private static final String HEAD = "type, length";
    private static final String ELEMENT = "element";

    private final ByteCursor in = new ByteCursor();
    private ObservationSink out = new Telegram(); // until the first payload
    private int start;
    private int length; // elements of a list, bytes of anything else, without the type-length field

    void wrap(byte[] bytes, int offset, int length, ObservationSink out) {
        in.wrap(bytes, offset, length, out);
        this.out = out;
        start = offset;
    }

    /** The bytes that were read last, without the type-length field, say nothing. */
    void silent() {
        if (in.ok() && length > 0) {
            out.silent(in.position() - length - start, length);
        }
    }

    boolean ok() {
        return in.ok();
    }

    boolean isMore() {
        return in.remaining() > 0;
    }

    int remaining() {
        return in.remaining();
    }

    boolean isExplained() {
        return in.isExplained();
    }

    Outcome outcome() {
        return in.outcome();
    }

    byte[] array() {
        return in.array();
    }

    int position() {
        return in.position();
    }

    /** The next byte, or -1. */
    int peek() {
        return in.peek();
    }

    void skip(int count, String what) {
        in.skip(count, what);
    }

    void expect(int value, String what) {
        in.expect(value, what);
    }

    void failAt(int at, String expected) {
        in.failAt(at, Problem.UNEXPECTED, expected);
    }

    /** What comes next, or null at the end or if it is nothing of SML; consumes nothing. */
    @Nullable
    Type next() {
        int first = in.peek();
        return first < 0 ? null : Type.of(first);
    }

    /** Consumes the mark of an element that is left out, if it is there. */
    boolean isAbsent(String what) {
        boolean absent = in.peek() == ABSENT;
        if (absent) {
            in.open(what);
            in.skip(1, HEAD);
            in.close();
        }
        return absent;
    }

    /** Reads the head of a list, which {@link #close} ends; returns how many elements follow. */
    int list(String what) {
        in.open(what);
        return head(Type.LIST, what) ? length : 0;
    }

    /** The list opened last ends here. */
    void close() {
        in.close();
    }

    /** Reads the head of a list that must have so many elements, and that {@link #close} ends. */
    void list(int elements, String what) {
        int at = in.position();
        if (list(what) != elements) {
            in.failAt(at, Problem.UNEXPECTED, what);
        }
    }

    /** Consumes octets and returns where they begin; {@link #length()} tells how many they are. */
    int octets(String what) {
        in.open(what);
        int from = head(Type.OCTETS, what) ? Math.max(0, in.skip(length, what)) : none();
        in.close();
        return from;
    }

    /** Bytes of the octets or of the number that was read last. */
    int length() {
        return length;
    }

    /** Of eight bytes, the number may exceed a long: then it is negative. */
    long unsigned(String what) {
        return number(Type.UNSIGNED, what);
    }

    long signed(String what) {
        return number(Type.SIGNED, what);
    }

    long truth(String what) {
        return number(Type.BOOLEAN, what);
    }

    private long number(Type type, String what) {
        long number = 0;
        in.open(what);
        if (head(type, what) && isNumber(what)) {
            number = type == Type.SIGNED ? in.signed(length, what) : in.unsigned(length, what);
        }
        in.close();
        return number;
    }

    /** Skips one element, however nested; every list costs at least its own byte, so this ends. */
    void skipElement(String what) {
        if (in.peek() == ABSENT && !in.isExplained()) {
            in.u8(HEAD);
            return;
        }
        boolean isList = next() == Type.LIST;
        if (isList) {
            in.open(what);
        }
        long open = 1;
        while (open > 0 && in.ok()) {
            open--;
            Type type = next();
            if (type == Type.LIST) {
                open += head(type, what) ? length : 0;
            } else {
                skipPlain(type, isList ? ELEMENT : what, what);
            }
        }
        if (isList) {
            in.close();
        }
    }

    private void skipPlain(@Nullable Type type, String label, String what) {
        in.open(label);
        if (type == null || !head(type, what)) {
            in.fail(in.remaining() > 0 ? Problem.UNEXPECTED : Problem.TRUNCATED, what);
        } else {
            in.skip(length, what);
            silent();
        }
        in.close();
    }

    private boolean isNumber(String what) {
        if (length < 1 || length > LARGEST_NUMBER) {
            in.fail(Problem.OVER_LIMIT, what + " of one to eight bytes");
        }
        return in.ok();
    }

    private int none() {
        length = 0;
        return 0;
    }

    /** Reads a type-length field; false, with a fault, if it is of another type or none. */
    private boolean head(Type type, String what) {
        int at = in.position();
        int first = in.peek();
        if ((first & ~LENGTH) == type.code << 4) { // nearly all fields have one byte
            in.u8(HEAD);
            length = type == Type.LIST ? first & LENGTH : (first & LENGTH) - 1;
        } else {
            longHead(type, at, what);
        }
        if (length < 0) {
            in.failAt(at, Problem.UNEXPECTED, what);
        }
        return in.ok();
    }

    private void longHead(Type type, int at, String what) {
        length = 0;
        if (next() != type) {
            in.fail(in.remaining() > 0 ? Problem.UNEXPECTED : Problem.TRUNCATED, what);
            return;
        }
        int field = in.u8(HEAD);
        int count = 1;
        length = field & LENGTH;
        while ((field & MORE) != 0 && in.ok()) {
            field = in.u8(HEAD);
            length = length << 4 | (field & LENGTH);
            count++;
            if ((field & TYPE) != 0 || count > LONGEST_FIELD) {
                in.failAt(at, Problem.UNEXPECTED, what + " with a length");
            }
        }
        if (type != Type.LIST) {
            length -= count;
        }
    }
}
