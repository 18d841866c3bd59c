package org.polymeter.codec.sml;

import java.util.Arrays;
import org.polymeter.codec.bytes.ByteView;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Cuts a wire into SML files of transport protocol version 1:
 *
 * <pre>
 * 1B1B1B1B 01010101 | messages | 00 × fill | 1B1B1B1B 1A fill crc crc
 * </pre>
 *
 * <p>The checksum is CRC-16/X-25, low byte first, over all before it as transmitted; some Holley
 * firmware sends CRC-16/KERMIT, high byte first. The length is a multiple of four. Four escape bytes
 * within the messages are doubled. A start sequence begins a file wherever it stands, so a file that
 * lost its end costs nothing behind it.
 *
 * <p>Payload is the messages: escapes undone, fill bytes gone.
 */
public final class SmlFramer implements Framer {

    /** The longest file of a meter that we know has 700 bytes. */
    static final int LONGEST_FILE = 4 * 1024;

    static final int ESCAPE = 0x1B;
    static final int ESCAPE_LENGTH = 4;
    static final int END = 0x1A;
    static final int VERSION_1 = 0x01;
    static final int MOST_FILL = 3;

    private static final byte[] START = {ESCAPE, ESCAPE, ESCAPE, ESCAPE, VERSION_1, VERSION_1, VERSION_1, VERSION_1};

    private static final long START_WORD = 0x1B1B_1B1B_0101_0101L;

    /** The mark, the number of fill bytes and the checksum. */
    private static final int BEHIND_ESCAPE = 4;

    private static final int CHECKSUM_LENGTH = 2;
    private static final int NOT_YET = -1;

    private final boolean checkChecksum;
    private final Frame frame = new Frame();
    private final byte[] held = new byte[LONGEST_FILE];
    private byte[] messages = new byte[0]; // where they are not what is held
    private int length; // of what is held: a file that began, or the beginning of a start sequence
    private boolean inside;
    private int escapes; // escape bytes in a row, up to the last byte held
    private int versions; // version bytes in a row behind an escape
    private boolean doubled; // there may be an escape that is a text
    private int endMark = NOT_YET;
    private long offset; // of held[0] in the stream; of the next byte if nothing is held

    public SmlFramer() {
        this(true);
    }

    /** A framer that may let files with a wrong checksum pass, as UNCHECKED. */
    public SmlFramer(boolean checkChecksum) {
        this.checkChecksum = checkChecksum;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        int limit = offset + length;
        int i = offset;
        while (i < limit) {
            if (inside && isPlain()) {
                i = collect(bytes, i, limit, out);
            } else if (inside) {
                take(bytes[i++], out);
            } else if (this.length == 0 && isStart(bytes, i, limit)) {
                i = begin(bytes, i);
            } else if (this.length == 0 && bytes[i] != ESCAPE) {
                i = skip(bytes, i, limit, out);
            } else {
                hunt(bytes[i++], out);
            }
        }
    }

    @Override
    public void end(FrameSink out) {
        drop(length, inside ? Noise.CUT_SHORT : Noise.STRAY, out);
        leave();
    }

    /** Reports bytes outside any file. */
    private int skip(byte[] bytes, int begin, int limit, FrameSink out) {
        int i = ByteView.indexOf((byte) ESCAPE, bytes, begin, limit);
        out.noise(offset, i - begin, Noise.STRAY);
        offset += i - begin;
        return i;
    }

    private static boolean isStart(byte[] bytes, int at, int limit) {
        return at + START.length <= limit && ByteView.highFirst(bytes, at) == START_WORD;
    }

    private int begin(byte[] bytes, int at) {
        System.arraycopy(bytes, at, held, 0, START.length);
        length = START.length;
        inside = true;
        return at + START.length;
    }

    /** Takes a byte that may belong to a start sequence. */
    private void hunt(byte b, FrameSink out) {
        held[length++] = b;
        int kept = startAtTheEnd();
        drop(length - kept, Noise.STRAY, out);
        inside = length == START.length;
    }

    /** Whether no escape sequence has begun, so that the next byte that counts is an escape. */
    private boolean isPlain() {
        return escapes == 0 && endMark == NOT_YET;
    }

    /** Holds bytes up to the next escape. */
    private int collect(byte[] bytes, int begin, int limit, FrameSink out) {
        int until = Math.min(limit, begin + LONGEST_FILE - length);
        int escape = ByteView.indexOf((byte) ESCAPE, bytes, begin, until);
        System.arraycopy(bytes, begin, held, length, escape - begin);
        length += escape - begin;
        if (length == LONGEST_FILE) {
            abandon(Noise.TOO_LONG, out);
        } else if (escape < until) {
            take(bytes[escape], out);
            return escape + 1;
        }
        return escape;
    }

    private void take(byte b, FrameSink out) {
        held[length++] = b;
        if (endMark != NOT_YET) {
            if (length == endMark + BEHIND_ESCAPE) {
                finish(out);
            }
            return;
        }
        if (b == ESCAPE) {
            escapes = versions > 0 ? 1 : escapes + 1;
            doubled |= escapes == 2 * ESCAPE_LENGTH;
            versions = 0;
        } else if (b == VERSION_1 && isEscaped()) {
            versions++;
        } else {
            if (b == END && isEscaped() && versions == 0) {
                endMark = length - 1;
            }
            escapes = 0;
            versions = 0;
        }
        if (versions == START.length - ESCAPE_LENGTH) {
            drop(length - START.length, Noise.CUT_SHORT, out);
            leave();
            inside = true;
        } else if (length == LONGEST_FILE) {
            abandon(Noise.TOO_LONG, out);
        }
    }

    /** Whether escape bytes have just been sent that are not, as pairs of four, a text of their own. */
    private boolean isEscaped() {
        return escapes % (2 * ESCAPE_LENGTH) >= ESCAPE_LENGTH;
    }

    private void finish(FrameSink out) {
        int fill = held[endMark + 1];
        boolean sound = length % 4 == 0 && fill >= 0 && fill <= MOST_FILL;
        boolean intact = sound && hasChecksum();
        if (!intact && (checkChecksum || !sound)) {
            abandon(Noise.BAD_CHECKSUM, out);
            return;
        }
        int end = Math.max(START.length, endMark - ESCAPE_LENGTH - fill);
        int consumed = length;
        if (doubled) {
            int count = unescape(START.length, end);
            frame.payload(messages, 0, count);
        } else {
            frame.payload(held, START.length, end - START.length);
        }
        frame.raw(held, 0, consumed).at(offset, consumed).integrity(intact ? Integrity.CHECKED : Integrity.UNCHECKED);
        offset += consumed;
        length = 0;
        leave();
        out.frame(frame);
    }

    private boolean hasChecksum() {
        int covered = length - CHECKSUM_LENGTH;
        int first = held[covered] & 0xFF;
        int second = held[covered + 1] & 0xFF;
        return Crc16.X25.of(held, 0, covered) == (second << 8 | first)
                || Crc16.KERMIT.of(held, 0, covered) == (first << 8 | second);
    }

    /** Copies the messages, doubled escapes once; returns how many bytes they are. */
    private int unescape(int from, int to) {
        if (messages.length == 0) {
            messages = new byte[LONGEST_FILE];
        }
        int count = 0;
        int row = 0;
        for (int i = from; i < to; i++) {
            row = held[i] == ESCAPE ? row + 1 : 0;
            messages[count++] = held[i];
            if (row == 2 * ESCAPE_LENGTH) {
                count -= ESCAPE_LENGTH;
                row = 0;
            }
        }
        return count;
    }

    /** Gives up the file, but not the start sequence that may have begun behind it. */
    private void abandon(Noise why, FrameSink out) {
        drop(length - startAtTheEnd(), why, out);
        leave();
    }

    /** How many of the last bytes held may begin a start sequence. */
    private int startAtTheEnd() {
        int count = Math.min(length, START.length);
        while (!Arrays.equals(held, length - count, length, START, 0, count)) {
            count--;
        }
        return count;
    }

    /** Reports the first bytes held as noise and moves the others to the front. */
    private void drop(int count, Noise why, FrameSink out) {
        if (count > 0) {
            out.noise(offset, count, why);
            offset += count;
            length -= count;
            System.arraycopy(held, count, held, 0, length);
        }
    }

    private void leave() {
        inside = false;
        escapes = 0;
        versions = 0;
        doubled = false;
        endMark = NOT_YET;
    }
}
