package org.polymeter.codec.hdlc;

import java.util.Arrays;
import org.polymeter.codec.frame.Frame;

/** The parts of a message that came in so far. */
final class Segments {

    /** Four times what the largest list of any customer interface takes. */
    static final int LONGEST_MESSAGE = 16 * 1024;

    private byte[] raw = new byte[0];
    private int rawLength;
    private byte[] payload = new byte[0];
    private int payloadLength;
    private boolean open;
    private long link;
    private long streamOffset;
    private int consumed;

    boolean isOpen() {
        return open;
    }

    long link() {
        return link;
    }

    long streamOffset() {
        return streamOffset;
    }

    int consumed() {
        return consumed;
    }

    void open(long link, long streamOffset) {
        open = true;
        this.link = link;
        this.streamOffset = streamOffset;
        consumed = 0;
        rawLength = 0;
        payloadLength = 0;
    }

    void close() {
        open = false;
    }

    /** Whether a part of this size still fits. */
    boolean hasRoomFor(int rawBytes) {
        return rawLength + rawBytes <= LONGEST_MESSAGE;
    }

    void add(byte[] bytes, int rawAt, int rawBytes, int payloadAt, int payloadBytes, int wireBytes) {
        raw = put(raw, rawLength, bytes, rawAt, rawBytes);
        rawLength += rawBytes;
        payload = put(payload, payloadLength, bytes, payloadAt, payloadBytes);
        payloadLength += payloadBytes;
        consumed += wireBytes;
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
