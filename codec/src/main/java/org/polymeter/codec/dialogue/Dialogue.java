package org.polymeter.codec.dialogue;

/**
 * The reader's half of a conversation with one meter. It sends through a {@link Line} and is told
 * what is heard and how time passes; it keeps nothing of what the meter says, for everything heard
 * goes to the framer as well.
 *
 * <p>Never throws on input and never gives up: a meter that does not answer is asked again. Not
 * thread-safe: a dialogue belongs to the thread that reads the wire.
 */
public interface Dialogue {

    /** The wire, as a dialogue sees it. */
    interface Line {

        /** Sends all of the bytes, in the line's format of characters. */
        void send(byte[] bytes);

        /** Changes the speed for both directions, once all that was sent has left the wire. */
        void speed(int baud);
    }

    /** The wire has been opened: anew after it was lost, at the speed with which it is configured. */
    void opened(Line line);

    /** Bytes have come, cut anywhere; perhaps with parity in bit 7, perhaps echoes of what was sent. */
    void heard(byte[] bytes, int offset, int length, Line line);

    /**
     * Time has passed. To be called every 100 ms or so, whether something is heard or not, and before
     * what was heard at the end of that time.
     *
     * @param milliseconds since the last call, or since the wire was opened
     */
    void passed(long milliseconds, Line line);
}
