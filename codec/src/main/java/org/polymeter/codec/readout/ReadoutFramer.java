package org.polymeter.codec.readout;

import java.util.Arrays;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;

/**
 * Finds readouts (IEC 62056-21, 6.3 and 6.4): blocks from STX to ETX and the XOR of what is between,
 * with an identification before them or without; and lines between an identification and {@code !},
 * as meters without a checksum send them. The payload is the identification and the lines, without
 * control characters.
 *
 * <p>Tolerated, for all of it is in the field: partial blocks (EOT instead of ETX, joined), echoes of
 * requests, acknowledges and commands, a block that ends with {@code !} because a logger dropped what
 * follows, a capture that begins with its first line, and characters of seven bits and even parity
 * that were received as eight. A line end follows an {@code !} without checksum, and what comes
 * behind it has to prove that no checksum was meant: so such a readout goes out with the next byte or
 * with silence.
 */
public final class ReadoutFramer implements Framer {

    /** Readouts with a year of history take 8 KiB. */
    static final int LONGEST_READOUT = 16 * 1024;

    /** The standard allows 16 characters; meters print up to 30. */
    private static final int LONGEST_IDENTIFICATION = 80;

    /** {@code W2}, an address and some data. */
    private static final int LONGEST_COMMAND = 256;

    /** Letters of a command before its STX: {@code R2}. */
    private static final int COMMAND_NAME = 2;

    /** {@code 0.0.0}. */
    private static final int LONGEST_FIRST_CODE = 6;

    private enum State {
        /** Outside any readout. */
        HUNT,
        /** In the line that begins with a slash. */
        IDENTIFICATION,
        /** In lines without block, after an identification or as the first of a capture. */
        LINES,
        /** Behind the {@code !} of such lines. */
        CLOSED,
        /** Behind STX. */
        BLOCK,
        /** Behind ETX or EOT: the checksum comes. */
        CHECK,
        /** Behind a partial block: STX comes. */
        BETWEEN,
        /** Behind SOH. */
        COMMAND,
        /** Behind the ETX of a command. */
        COMMAND_CHECK
    }

    private final boolean checkChecksum;
    private final Frame frame = new Frame();
    private byte[] held = new byte[1024]; // grows as needed
    private byte[] text = new byte[1024];

    private State state = State.HUNT;
    private int size; // of what is held
    private int textSize; // of held without control characters
    private long offset; // of held[0] in the stream; of the next byte if nothing is held
    private boolean lineStart = true;
    private boolean fresh = true; // nothing but filler and echoes since the wire was silent
    private boolean parity; // bit 7 of what is held is a parity bit
    private boolean echoed; // the line is the echo of an acknowledge
    private boolean partial;
    private boolean ended; // the block's exclamation mark has come, and nothing but line ends after it
    private boolean open; // a parenthesis has come: not some other protocol's block
    private int checksum;
    private int commandStart;

    public ReadoutFramer() {
        this(true);
    }

    /**
     * A framer that may ignore checksums, for captures that were edited.
     *
     * @param checkChecksum if false, no checksum is looked at and all frames are UNCHECKED
     */
    public ReadoutFramer(boolean checkChecksum) {
        this.checkChecksum = checkChecksum;
    }

    @Override
    public void feed(byte[] bytes, int offset, int length, FrameSink out) {
        for (int i = offset; i < offset + length; i++) {
            take(bytes[i], out);
        }
    }

    @Override
    public void end(FrameSink out) {
        if (state == State.CLOSED || (ended && open && (state == State.BLOCK || state == State.CHECK))) {
            deliver(Integrity.UNCHECKED, out);
        }
        giveUp(open || state == State.LINES ? Noise.CUT_SHORT : Noise.STRAY, out);
        lineStart = true;
        fresh = true;
    }

    private void take(byte b, FrameSink out) {
        if (size == LONGEST_READOUT) {
            giveUp(Noise.TOO_LONG, out);
        }
        int c = parity ? Control.character(b) : b & 0xFF;
        if (state != State.HUNT && parity && !Control.isEven(b)) {
            giveUp(Noise.STRAY, out);
        }
        switch (state) {
            case HUNT -> hunt(b, out);
            case IDENTIFICATION -> identification(b, c, out);
            case LINES -> line(b, c, out);
            case CLOSED -> closed(b, c, out);
            case BLOCK -> block(b, c, out);
            case CHECK -> check(b, out);
            case BETWEEN -> between(b, c, out);
            case COMMAND -> command(b, c, out);
            case COMMAND_CHECK -> commandCheck(b, out);
        }
    }

    private void hunt(byte b, FrameSink out) {
        parity = b < 0 && Control.isEven(b);
        int c = parity ? Control.character(b) : b & 0xFF;
        if (c == Control.STX || c == Control.SOH || (lineStart && c == Control.SLASH)) {
            begin(b, c);
            return;
        }
        parity = false;
        if (lineStart && fresh && isFirstOfReadout(b & 0xFF)) {
            state = State.LINES;
            open = false;
            echoed = false;
            keep(b, true);
            return;
        }
        boolean filler = Control.isFiller(b & 0xFF);
        lineStart = Control.isLineEnd(Control.character(b)) || (lineStart && filler);
        fresh &= filler;
        out.noise(offset, 1, filler ? Noise.FILLER : Noise.STRAY);
        offset++;
    }

    /** The registers that readouts begin with: errors (F.F), identifiers (0.0.0, C.1.0). */
    private static boolean isFirstOfReadout(int c) {
        return c == 'F' || c == 'C' || c == '0';
    }

    private void begin(byte b, int c) {
        echoed = false;
        switch (c) {
            case Control.STX -> beginBlock(b);
            case Control.SOH -> {
                state = State.COMMAND;
                checksum = 0;
                commandStart = 0;
                keep(b, false);
            }
            default -> {
                state = State.IDENTIFICATION;
                open = false;
                keep(b, true);
            }
        }
    }

    private void beginBlock(byte b) {
        state = State.BLOCK;
        checksum = 0;
        ended = false;
        open = partial && open;
        partial = false;
        keep(b, false);
    }

    private void identification(byte b, int c, FrameSink out) {
        if (Control.isLineEnd(c)) {
            keep(b, true);
            if (isIdentification()) {
                state = State.LINES;
            } else {
                boolean echo = size > 1 && Control.character(held[1]) == '?';
                drop(echo ? Noise.FILLER : Noise.STRAY, out);
                fresh &= echo;
                lineStart = true;
            }
        } else if (Control.isText(c) && size < LONGEST_IDENTIFICATION) {
            keep(b, true);
        } else {
            giveUp(Noise.STRAY, out);
            hunt(b, out);
        }
    }

    /** Three letters and a character for the speed follow the slash. */
    private boolean isIdentification() {
        boolean letters = textSize > 4;
        for (int i = 1; i <= 3 && letters; i++) {
            int lower = text[i] | 0x20;
            letters = lower >= 'a' && lower <= 'z';
        }
        return letters;
    }

    private void line(byte b, int c, FrameSink out) {
        boolean start = Control.isLineEnd(Control.character(held[size - 1]));
        if (!isPossible(c)) {
            giveUp(Noise.STRAY, out);
            hunt(b, out);
        } else if (c == Control.STX && isOnlyIdentification()) {
            beginBlock(b);
        } else if (c == Control.ACK && start) {
            echoed = true;
            keep(b, false);
        } else if (c == Control.BANG && (start || held[size - 1] == ')') && open) {
            keep(b, true);
            state = State.CLOSED;
            lineStart = false;
        } else if ((Control.isText(c) || Control.isLineEnd(c)) && !(c == Control.SLASH && start)) {
            open |= c == '(';
            boolean echo = echoed;
            echoed &= c != '\n';
            keep(b, !echo);
        } else {
            // an identification that nothing follows is no loss: a dialogue goes on otherwise
            giveUp(open || held[0] != Control.SLASH ? Noise.CUT_SHORT : Noise.FILLER, out);
            lineStart = start;
            hunt(b, out);
        }
    }

    /** Whether no data have come yet. */
    private boolean isOnlyIdentification() {
        return !open && Control.character(held[0]) == Control.SLASH;
    }

    /** Whether a capture that seems to begin with its first line goes on as one. */
    private boolean isPossible(int c) {
        if (open || Control.character(held[0]) == Control.SLASH) {
            return true;
        }
        if (c == '(') {
            return text[0] == 'F' || (text[0] == 'C' && text[1] == '.') || (text[1] == '.' && text[2] == '0');
        }
        return size < LONGEST_FIRST_CODE && (c == '.' || c == 'F' || (c >= '0' && c <= '9'));
    }

    private void closed(byte b, int c, FrameSink out) {
        boolean behindLineEnd = Control.isLineEnd(Control.character(held[size - 1]));
        if (Control.isLineEnd(c)) {
            keep(b, false);
        } else if (behindLineEnd && c != Control.ETX && c != Control.EOT) {
            deliver(Integrity.UNCHECKED, out);
            lineStart = true;
            hunt(b, out);
        } else {
            giveUp(Noise.CUT_SHORT, out); // the beginning of a block that was lost, or a checksum of another kind
            hunt(b, out);
        }
    }

    private void block(byte b, int c, FrameSink out) {
        checksum ^= b;
        boolean start = isBehindLineEnd();
        if (c == Control.ETX || c == Control.EOT) {
            partial = c == Control.EOT;
            state = State.CHECK;
            keep(b, false);
        } else if (c == Control.SLASH && start && ended) {
            deliver(Integrity.UNCHECKED, out);
            lineStart = true;
            hunt(b, out);
        } else if (Control.isLineEnd(c) || (Control.isText(c) && !(c == Control.SLASH && start))) {
            boolean mark = c == Control.BANG && (start || held[size - 1] == ')');
            ended = mark || (ended && Control.isLineEnd(c));
            open |= c == '(';
            keep(b, true);
        } else {
            giveUp(open ? Noise.CUT_SHORT : Noise.STRAY, out);
            lineStart = start;
            hunt(b, out);
        }
    }

    private boolean isBehindLineEnd() {
        return Control.isLineEnd(Control.character(held[size - 1]));
    }

    private void check(byte b, FrameSink out) {
        boolean right = (byte) checksum == b;
        keep(b, false);
        if (!open) {
            giveUp(Noise.STRAY, out);
        } else if (checkChecksum && !right) {
            giveUp(Noise.BAD_CHECKSUM, out);
        } else if (partial) {
            state = State.BETWEEN;
        } else {
            deliver(checkChecksum ? Integrity.CHECKED : Integrity.UNCHECKED, out);
            lineStart = true;
        }
    }

    /** Behind a partial block: an echo of the acknowledge may come, then the next block. */
    private void between(byte b, int c, FrameSink out) {
        if (c == Control.STX) {
            beginBlock(b);
        } else if (Control.isFiller(c)) {
            keep(b, false);
        } else {
            giveUp(Noise.CUT_SHORT, out);
            hunt(b, out);
        }
    }

    /** {@code SOH R2 STX F001 ETX}: a command or its echo, which is no readout. */
    private void command(byte b, int c, FrameSink out) {
        checksum ^= b;
        int length = size - 1 - commandStart;
        if (c == Control.ETX && length >= COMMAND_NAME) {
            state = State.COMMAND_CHECK;
            keep(b, false);
        } else if (length < LONGEST_COMMAND && (Control.isText(c) || (c == Control.STX && length == COMMAND_NAME))) {
            keep(b, false);
        } else {
            giveUp(Noise.STRAY, out);
            hunt(b, out);
        }
    }

    private void commandCheck(byte b, FrameSink out) {
        boolean right = (byte) checksum == b;
        keep(b, false);
        drop(right ? Noise.FILLER : Noise.STRAY, out);
        lineStart = true;
        fresh &= right;
    }

    private void deliver(Integrity integrity, FrameSink out) {
        int length = size;
        frame.raw(held, 0, length).payload(text, 0, textSize).at(offset, length).integrity(integrity);
        offset += length;
        clear();
        fresh = false;
        out.frame(frame);
    }

    /** What is held becomes noise. */
    private void giveUp(Noise why, FrameSink out) {
        drop(why, out);
        lineStart = false;
        fresh = false;
    }

    private void drop(Noise why, FrameSink out) {
        if (size > 0) {
            out.noise(offset, size, why);
            offset += size;
        }
        clear();
    }

    private void clear() {
        state = State.HUNT;
        size = 0;
        textSize = 0;
        ended = false;
        partial = false;
        open = false;
    }

    /**
     * Holds a byte.
     *
     * @param shown whether it belongs to the payload
     */
    private void keep(byte b, boolean shown) {
        if (size == held.length) {
            held = Arrays.copyOf(held, 2 * size);
            text = Arrays.copyOf(text, 2 * size);
        }
        held[size++] = b;
        if (shown) {
            text[textSize++] = parity ? (byte) Control.character(b) : b;
        }
    }
}
