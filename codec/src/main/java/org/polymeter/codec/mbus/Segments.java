package org.polymeter.codec.mbus;

import java.util.Arrays;
import org.polymeter.codec.frame.Frame;

/** The segments of a DLMS message that came in so far (EN 13757-1, transport over M-Bus). */
final class Segments {

    /** Sequence numbers are four bits, so a message has seldom more than 16 segments. */
    static final int LONGEST_MESSAGE = 16 * 1024;

    private static final int SEQUENCE_MASK = 0x0F;

    private byte[] raw = new byte[0];
    private int rawLength;
    private byte[] payload = new byte[0];
    private int payloadLength;
    private boolean open;
    private int next;
    private long link;
    private long streamOffset;
    private int consumed;

    boolean isOpen() {
        return open;
    }

    /** Whether a segment with that number, from there, is the one that comes now. */
    boolean awaits(int sequence, long from) {
        return open && sequence == next && from == link;
    }

    long streamOffset() {
        return streamOffset;
    }

    int consumed() {
        return consumed;
    }

    void open(long link, long streamOffset) {
        open = true;
        next = 0;
        this.link = link;
        this.streamOffset = streamOffset;
        consumed = 0;
        rawLength = 0;
        payloadLength = 0;
    }

    void close() {
        open = false;
    }

    boolean hasRoomFor(int rawBytes) {
        return rawLength + rawBytes <= LONGEST_MESSAGE;
    }

    /** Bytes between two segments that mean nothing: the message accounts for them. */
    void skip(int wireBytes) {
        consumed += wireBytes;
    }

    void add(byte[] bytes, int rawAt, int rawBytes, int payloadAt, int payloadBytes) {
        raw = put(raw, rawLength, bytes, rawAt, rawBytes);
        rawLength += rawBytes;
        payload = put(payload, payloadLength, bytes, payloadAt, payloadBytes);
        payloadLength += payloadBytes;
        consumed += rawBytes;
        next = (next + 1) & SEQUENCE_MASK;
    }

    Frame join(Frame frame) {
        return frame.raw(raw, 0, rawLength)
                .payload(payload, 0, payloadLength)
                .at(streamOffset, consumed)
                .link(link);
    }

    private static byte[] put(byte[] into, int at, byte[] bytes, int from, int count) {
        byte[] room = at + count <= into.length ? into : Arrays.copyOf(into, Math.max(at + count, 2 * into.length));
        System.arraycopy(bytes, from, room, at, count);
        return room;
    }
}
