package org.polymeter.codec.p1;

import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Finds P1 telegrams: from a {@code /} at the start of a line to the line that begins with {@code !}
 * and carries the CRC-16/ARC of all before it (DSMR 5.0.2 P1, 5.2; IEC 62056-21 mode D). Without a
 * checksum, a telegram with control characters is a readout of IEC 62056-21 and not P1.
 *
 * <p>Tolerated, for all of it is in the field: a checksum with fewer digits or none (then the frame
 * is UNCHECKED), an end mark glued to the last value, bare line feeds (REPAIRED), padding. A slash
 * in the middle of a line begins a telegram only where a checksum, or a whole identification and an
 * empty line, prove it: so it costs a telegram neither when a message contains it nor when noise or
 * half a telegram stands before it.
 */
public final class P1Framer implements Framer {

    /** A message of 1024 characters and four M-Bus devices stay below 4 KiB. */
    static final int LONGEST_TELEGRAM = 8 * 1024;

    private static final int LONGEST_END_LINE = 16;

    /** Two of the telegrams that most meters send. */
    private static final int USUAL_ROOM = 2 * 1024;

    /** Twice what is ever held, so that giving up the front of it seldom moves the rest. */
    private static final int LARGEST_ROOM = 2 * LONGEST_TELEGRAM + LONGEST_END_LINE;

    private static final int NOT_YET = -1;

    private final boolean checkChecksum;
    private final boolean besideReadouts;
    private final Frame frame = new Frame();
    private final EndLine endLine = new EndLine();

    private byte[] held = new byte[USUAL_ROOM]; // grows as needed
    private int from; // the slash of the telegram that is being received
    private int to;
    private int bang = NOT_YET;
    private boolean proven; // the slash stood at the start of a line
    private boolean lineStart = true;
    private long offset; // of held[from] in the stream; of the next byte if nothing is held

    public P1Framer() {
        this(true);
    }

    /**
     * A framer that may ignore checksums, for meters and converters that get them wrong.
     *
     * @param checkChecksum if false, no checksum is looked at and all frames are UNCHECKED
     */
    public P1Framer(boolean checkChecksum) {
        this(checkChecksum, false);
    }

    /**
     * A framer that may leave telegrams to another.
     *
     * @param besideReadouts whether a telegram without checksum that is written as a readout of IEC
     *     62056-21 will be found by somebody else
     */
    public P1Framer(boolean checkChecksum, boolean besideReadouts) {
        this.checkChecksum = checkChecksum;
        this.besideReadouts = besideReadouts;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        int limit = offset + length;
        int i = offset;
        while (i < limit) {
            if (from == to) {
                i = hunt(bytes, i, limit, out);
            } else if (bang == NOT_YET) {
                i = collect(bytes, i, limit, out);
            } else {
                i = closeUp(bytes, i, limit, out);
            }
        }
    }

    @Override
    public void end(FrameSink out) {
        if (bang != NOT_YET) {
            finish(true, out);
        }
        drop(to - from, Noise.CUT_SHORT, out);
        lineStart = true;
    }

    /** Reports bytes outside any telegram, in runs of one kind, and stops behind a slash. */
    private int hunt(byte[] bytes, int begin, int limit, FrameSink out) {
        int i = begin;
        while (i < limit && bytes[i] != Marks.START) {
            int run = i;
            boolean filler = isFiller(bytes[i]);
            while (i < limit && bytes[i] != Marks.START && isFiller(bytes[i]) == filler) {
                lineStart = Marks.isLineEnd(bytes[i]) || (lineStart && filler);
                i++;
            }
            out.noise(offset, i - run, filler ? Noise.FILLER : Noise.STRAY);
            offset += i - run;
        }
        if (i < limit) {
            proven = lineStart;
            keep(bytes[i++]);
        }
        return i;
    }

    /** Holds bytes up to the next that may begin or end a telegram. */
    private int collect(byte[] bytes, int begin, int limit, FrameSink out) {
        int room = LONGEST_TELEGRAM - (to - from);
        if (room == 0) {
            dropTheFront(out);
            return begin;
        }
        int until = Math.min(limit, begin + room);
        int mark = Marks.next(bytes, begin, until);
        keep(bytes, begin, mark - begin);
        if (mark == until) {
            return until;
        }
        byte before = held[to - 1];
        if (bytes[mark] == Marks.START && Marks.isLineEnd(before)) {
            drop(to - from, Noise.CUT_SHORT, out);
            proven = true;
        }
        keep(bytes[mark]);
        if (bytes[mark] == Marks.END && (Marks.isLineEnd(before) || before == ')')) {
            bang = to - 1;
            endLine.clear();
        }
        return mark + 1;
    }

    /** Takes the bytes that belong to the end line; another byte ends it as well as its line feed does. */
    private int closeUp(byte[] bytes, int begin, int limit, FrameSink out) {
        int i = begin;
        while (i < limit && !endLine.isComplete() && endLine.takes(bytes[i])) {
            i++;
        }
        keep(bytes, begin, i - begin);
        if (endLine.isComplete()) {
            finish(true, out);
        } else if (i < limit) {
            finish(endLine.isEnded(), out);
        }
        return i;
    }

    /**
     * The telegram is over: it goes out or becomes noise.
     *
     * @param clean nothing but a checksum followed the end mark
     */
    private void finish(boolean clean, FrameSink out) {
        int start;
        if (checkChecksum && endLine.hasChecksum()) {
            start = startByChecksum();
        } else {
            start = clean || !checkChecksum ? startByIdentification() : Starts.NONE;
            frame.integrity(Integrity.UNCHECKED);
        }
        if (start == Starts.NONE) {
            drop(to - from, Noise.BAD_CHECKSUM, out);
        } else if (!endLine.hasChecksum() && isReadout(start)) {
            proven = false; // a telegram, but none of P1
            out.noise(offset, to - from, Noise.STRAY);
            offset += to - from;
            clear();
        } else {
            drop(start - from, Noise.CUT_SHORT, out);
            deliver(out);
        }
        bang = NOT_YET;
        lineStart = endLine.isEnded();
    }

    private int startByChecksum() {
        int end = bang + 1;
        int checksum = endLine.checksum();
        frame.integrity(Integrity.CHECKED);
        if (Crc16.ARC.of(held, from, end - from) == checksum) {
            return from;
        }
        int start = Starts.byChecksum(held, from, end, checksum, false);
        if (start == Starts.NONE) {
            frame.integrity(Integrity.REPAIRED);
            start = Starts.byChecksum(held, from, end, checksum, true);
        }
        return start;
    }

    private int startByIdentification() {
        int start = Starts.byIdentification(held, from, bang);
        return start == Starts.NONE && proven ? from : start;
    }

    private boolean isReadout(int start) {
        return Readouts.isBlock(held, start, bang) || (besideReadouts && Readouts.isWrittenAsOne(held, start, bang));
    }

    private void deliver(FrameSink out) {
        int length = to - from;
        frame.raw(held, from, length).payload(held, from, bang + 1 - from).at(offset, length);
        offset += length;
        clear();
        out.frame(frame);
    }

    /** Too much is held: if a slash is in it, it may be the one that counts. */
    private void dropTheFront(FrameSink out) {
        int next = from + 1;
        while (next < to && held[next] != Marks.START) {
            next++;
        }
        lineStart = Marks.isLineEnd(held[to - 1]);
        drop(next - from, Noise.TOO_LONG, out);
        proven = false;
    }

    /** Gives up the first {@code length} bytes held. */
    private void drop(int length, Noise why, FrameSink out) {
        if (length > 0) {
            boolean telegram = (proven && !besideReadouts) || Starts.isNamed(held, from, to);
            out.noise(offset, length, telegram ? why : Noise.STRAY);
            offset += length;
            from += length;
        }
        if (from == to) {
            clear();
        }
    }

    private void clear() {
        from = 0;
        to = 0;
        bang = NOT_YET;
    }

    private void keep(byte[] bytes, int begin, int length) {
        makeRoomFor(length);
        System.arraycopy(bytes, begin, held, to, length);
        to += length;
    }

    private void keep(byte b) {
        makeRoomFor(1);
        held[to++] = b;
    }

    private void makeRoomFor(int length) {
        if (to + length > held.length) {
            int room = Math.min(LARGEST_ROOM, 2 * (to - from + length));
            byte[] before = held;
            held = room > held.length ? new byte[room] : held;
            System.arraycopy(before, from, held, 0, to - from);
            bang = bang == NOT_YET ? NOT_YET : bang - from;
            to -= from;
            from = 0;
        }
    }

    private static boolean isFiller(byte b) {
        return Marks.isLineEnd(b) || Marks.isPadding(b);
    }
}
