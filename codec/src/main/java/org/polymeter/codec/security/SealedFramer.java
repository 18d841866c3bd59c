package org.polymeter.codec.security;

import static org.polymeter.codec.bytes.ByteView.lowFirst;

import java.util.Arrays;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Cuts out the sealed messages that meters send without any frame around them, as encrypted P1 does
 * in Luxembourg, Austria and Poland; all bytes between them go to another framer.
 *
 * <pre>
 * DB | 08 | three letters of the maker | serial (5) | length (1, 2 or 3) | 10, 20, 21, 30 or 31 | …
 * </pre>
 *
 * Nothing here can tell whether the bytes are intact, so frames are UNCHECKED until they are
 * unsealed. A message in which the same sender begins another one was cut short.
 */
public final class SealedFramer implements Framer {

    /** A P1 telegram with four sub-meters stays below 4 KiB. */
    static final int LONGEST_MESSAGE = 8 * 1024;

    private static final int MAKER_AT = 2;
    private static final int MAKER_BYTES = 3;
    private static final int LENGTH_AT = MAKER_AT + SealedMessage.TITLE_BYTES;
    private static final byte START = (byte) SealedMessage.GENERAL_GLO_CIPHERING;
    private static final int NOT_YET = -1;
    private static final long TOPS = 0x8080_8080_8080_8080L;
    private static final int STRIDE = 8 * Long.BYTES;

    /** What is in clear before a message: {@code /EGM5…} and an empty line, at most. */
    private static final int LONGEST_IDENTIFICATION = 100;

    private final Framer clear;
    private final Shifted shifted = new Shifted();
    private final Frame frame = new Frame();
    private byte[] held = new byte[64]; // grows as needed

    private int size; // bytes held; 0: none
    private int total = NOT_YET; // of the whole message, as soon as its length is known
    private long offset; // of the next byte that is not held
    private long toClear; // bytes that the other framer was given
    private int lineEnds; // LF in a row that the other framer was given last, CR not counted

    /** {@code clear}: takes what is in no sealed message; it sees one stream without gaps. */
    public SealedFramer(Framer clear) {
        this.clear = clear;
    }

    @Override
    public void feed(byte[] bytes, int begin, int length, FrameSink out) {
        int limit = begin + length;
        int i = begin;
        while (i < limit) {
            if (size == 0) {
                int start = i;
                i = nextStart(bytes, i, limit);
                pass(bytes, start, i - start, out);
            }
            if (i < limit) {
                keep(bytes[i++]);
                offset++;
                settle(out);
            }
        }
    }

    @Override
    public void end(FrameSink out) {
        while (size > 0) {
            giveUp(out);
            settle(out);
        }
        clear.end(shifted.to(out));
        lineEnds = 0;
    }

    private void keep(byte b) {
        if (size == held.length) {
            held = Arrays.copyOf(held, Math.min(2 * size, LONGEST_MESSAGE));
        }
        held[size++] = b;
    }

    /** Does what the bytes held allow: waits, hands over a message, or gives up its beginning. */
    private void settle(FrameSink out) {
        while (size > 0) {
            if (total == NOT_YET && !isPlausible()) {
                giveUp(out);
            } else if (total == NOT_YET || (size < total && !anotherBegins())) {
                return;
            } else if (size < total) {
                int cut = size - LENGTH_AT;
                clearEnds(0, out);
                noise(cut, out);
            } else {
                deliver(out);
            }
        }
    }

    /** Whether the bytes held may begin a message; finds its length as soon as it is there. */
    private boolean isPlausible() {
        if (held[0] != START
                || (size > 1 && held[1] != SealedMessage.TITLE_BYTES)
                || !areLetters(MAKER_AT, Math.min(size, MAKER_AT + MAKER_BYTES))) {
            return false;
        }
        if (size <= LENGTH_AT) {
            return true;
        }
        int first = held[LENGTH_AT] & 0xFF;
        int contentAt = LENGTH_AT + (first < 0x80 ? 1 : 1 + (first & 0x7F));
        if (first > 0x82 || first == 0x80) {
            return false;
        }
        if (size <= contentAt) {
            return true;
        }
        int length = first;
        if (first >= 0x80) {
            length = 0;
            for (int i = LENGTH_AT + 1; i < contentAt; i++) {
                length = length << 8 | (held[i] & 0xFF);
            }
        }
        if (!isControl(held[contentAt])
                || length < SealedMessage.HEADER_BYTES
                || contentAt + length > LONGEST_MESSAGE) {
            return false;
        }
        total = contentAt + length;
        return true;
    }

    private boolean areLetters(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!SealedMessage.isLetter(held[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isControl(byte control) {
        return control == 0x10 || control == 0x20 || control == 0x21 || control == 0x30 || control == 0x31;
    }

    /** Whether the last bytes held are the start and system title of a message of the same sender. */
    private boolean anotherBegins() {
        int at = size - LENGTH_AT;
        return at >= LENGTH_AT && held[at] == START && Arrays.equals(held, 0, LENGTH_AT, held, at, at + LENGTH_AT);
    }

    private void deliver(FrameSink out) {
        int length = total;
        clearEnds(lineEnds > 1 ? LONGEST_IDENTIFICATION : 0, out);
        frame.raw(held, 0, length)
                .payload(held, 0, length)
                .at(offset - size, length)
                .integrity(Integrity.UNCHECKED);
        out.frame(frame);
        keepFrom(length);
    }

    /** What the other framer holds was cut short by a message. */
    private void clearEnds(int filler, FrameSink out) {
        shifted.filler = filler;
        clear.end(shifted.to(out));
        shifted.filler = 0;
        lineEnds = 0;
    }

    private void noise(int length, FrameSink out) {
        out.noise(offset - size, length, Noise.CUT_SHORT);
        keepFrom(length);
    }

    /** No message begins with the first byte held: all up to the next that may begin one are in clear. */
    private void giveUp(FrameSink out) {
        int count = 1;
        while (count < size && held[count] != START) {
            count++;
        }
        offset -= size;
        pass(held, 0, count, out);
        offset += size - count;
        keepFrom(count);
    }

    /** {@code count} bytes are done with. */
    private void keepFrom(int count) {
        System.arraycopy(held, count, held, 0, size - count);
        size -= count;
        total = NOT_YET;
    }

    /** Bytes at {@link #offset} go to the other framer. */
    private void pass(byte[] bytes, int from, int count, FrameSink out) {
        if (count == 0) {
            return;
        }
        shifted.by = offset - toClear;
        countLineEnds(bytes, from, from + count);
        offset += count;
        toClear += count;
        clear.feed(bytes, from, count, shifted.to(out));
    }

    /** Text has no byte above 7F, so a stride of it is passed over at once. */
    private static int nextStart(byte[] bytes, int from, int limit) {
        int i = from;
        while (i <= limit - STRIDE && isText(bytes, i)) {
            i += STRIDE;
        }
        while (i <= limit - Long.BYTES && (lowFirst(bytes, i) & TOPS) == 0) {
            i += Long.BYTES;
        }
        while (i < limit && bytes[i] != START) {
            i++;
        }
        return i;
    }

    private static boolean isText(byte[] bytes, int at) {
        long first =
                lowFirst(bytes, at) | lowFirst(bytes, at + 8) | lowFirst(bytes, at + 16) | lowFirst(bytes, at + 24);
        long second = lowFirst(bytes, at + 32)
                | lowFirst(bytes, at + 40)
                | lowFirst(bytes, at + 48)
                | lowFirst(bytes, at + 56);
        return ((first | second) & TOPS) == 0;
    }

    private void countLineEnds(byte[] bytes, int from, int to) {
        int i = to;
        int ends = 0;
        while (i > from && (bytes[i - 1] == '\n' || bytes[i - 1] == '\r')) {
            ends += bytes[--i] == '\n' ? 1 : 0;
        }
        lineEnds = i == from ? lineEnds + ends : ends;
    }

    /** Puts what the other framer finds where it stood: its stream lacks the sealed messages. */
    private static final class Shifted implements FrameSink {

        private long by;
        private int filler; // noise up to this length is no trouble
        private FrameSink out = this;

        Shifted to(FrameSink sink) {
            out = sink;
            return this;
        }

        @Override
        public void frame(Frame frame) {
            out.frame(frame.at(frame.streamOffset() + by, frame.consumed()));
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            out.noise(streamOffset + by, length, length <= filler ? Noise.FILLER : why);
        }
    }
}
