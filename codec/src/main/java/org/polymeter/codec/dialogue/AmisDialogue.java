package org.polymeter.codec.dialogue;

/**
 * Answers a Siemens AMIS meter (TD-3510 to TD-3512), which is the master of its M-Bus and sends only
 * to a reader that acknowledges: E5 to its search and to each frame that arrived intact, within half
 * a second, and never anything else (EN 13757-2; description of the customer interface by Netz
 * Oberösterreich).
 */
public final class AmisDialogue implements Dialogue {

    /** The reader's primary address. */
    private static final int ADDRESS = 0xF0;

    private static final byte[] ACKNOWLEDGE = {(byte) 0xE5};

    private static final int SHORT = 0x10;
    private static final int SHORT_LENGTH = 5;
    private static final int LONG = 0x68;
    private static final int HEADER = 4;
    private static final int TRAILER = 2;
    private static final int STOP = 0x16;
    private static final int INITIALISE = 0x40;
    private static final int SEND_DATA = 0x53;
    private static final int FRAME_COUNT_BIT = 0x20;
    private static final int LONGEST = HEADER + 255 + TRAILER;

    /** Within a frame no character waits that long, so the next is the first of another. */
    private static final int LONGEST_GAP_MILLIS = 200;

    private final byte[] held = new byte[LONGEST];
    private int size;
    private long quietMillis;

    @Override
    public void opened(Line line) {
        size = 0;
    }

    @Override
    public void heard(byte[] bytes, int offset, int length, Line line) {
        quietMillis = 0;
        for (int i = offset; i < offset + length; i++) {
            held[size++] = bytes[i];
            if (!isPossible()) {
                held[0] = bytes[i];
                size = bytes[i] == SHORT || bytes[i] == LONG ? 1 : 0;
            }
            if (size > 0 && size == expected()) {
                if (isForMe()) {
                    line.send(ACKNOWLEDGE.clone());
                }
                size = 0;
            }
        }
    }

    @Override
    public void passed(long milliseconds, Line line) {
        quietMillis += milliseconds;
        if (quietMillis >= LONGEST_GAP_MILLIS) {
            size = 0;
        }
    }

    /** Whether what is held may still become a frame; at its end, whether it is one. */
    private boolean isPossible() {
        int first = at(0);
        if (first == SHORT) {
            return size < SHORT_LENGTH || isSummed(1, SHORT_LENGTH);
        }
        return first == LONG
                && (size < 3 || (at(1) == at(2) && at(1) >= 3))
                && (size < HEADER || at(3) == LONG)
                && (size < HEADER || size < expected() || isSummed(HEADER, expected()));
    }

    /** Length of the frame that is held, as far as it is known. */
    private int expected() {
        if (at(0) == SHORT) {
            return SHORT_LENGTH;
        }
        return size < HEADER ? LONGEST : HEADER + at(1) + TRAILER;
    }

    private boolean isSummed(int from, int end) {
        int sum = 0;
        for (int i = from; i < end - TRAILER; i++) {
            sum += at(i);
        }
        return (sum & 0xFF) == at(end - 2) && at(end - 1) == STOP;
    }

    private boolean isForMe() {
        int body = at(0) == SHORT ? 1 : HEADER;
        int control = at(body);
        boolean asks = at(0) == SHORT ? control == INITIALISE : (control & ~FRAME_COUNT_BIT) == SEND_DATA;
        return asks && at(body + 1) == ADDRESS;
    }

    private int at(int index) {
        return held[index] & 0xFF;
    }
}
