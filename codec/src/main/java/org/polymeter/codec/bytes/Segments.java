package org.polymeter.codec.bytes;

import java.util.Arrays;

/**
 * The parts of a message that came in so far, whatever cut it: HDLC segments, M-Bus segments, blocks of
 * a general-block-transfer. One instance serves message after message without garbage.
 */
public final class Segments {

    /** Four times what the largest list of any customer interface takes. */
    public static final int LONGEST_MESSAGE = 16 * 1024;

    private byte[] raw = new byte[0];
    private int rawLength;
    private byte[] payload = new byte[0];
    private int payloadLength;
    private boolean open;
    private int parts;
    private long link;
    private long streamOffset;
    private int consumed;

    public boolean isOpen() {
        return open;
    }

    /** How many parts there are. */
    public int parts() {
        return parts;
    }

    /** Addresses that all parts come from. */
    public long link() {
        return link;
    }

    public long streamOffset() {
        return streamOffset;
    }

    /** Bytes of the wire that the message accounts for. */
    public int consumed() {
        return consumed;
    }

    /** The parts as they were on the wire, one behind the other; borrowed, as is the payload. */
    public byte[] raw() {
        return raw;
    }

    public int rawLength() {
        return rawLength;
    }

    public byte[] payload() {
        return payload;
    }

    public int payloadLength() {
        return payloadLength;
    }

    /** A message begins. */
    public void open(long link, long streamOffset) {
        open = true;
        parts = 0;
        this.link = link;
        this.streamOffset = streamOffset;
        consumed = 0;
        rawLength = 0;
        payloadLength = 0;
    }

    /** The message is complete or given up; its bytes stay until the next begins. */
    public void close() {
        open = false;
    }

    /** Whether a part of this size still fits. */
    public boolean hasRoomFor(int rawBytes) {
        return rawLength + rawBytes <= LONGEST_MESSAGE;
    }

    /** Bytes between two parts that mean nothing: the message accounts for them. */
    public void skip(int wireBytes) {
        consumed += wireBytes;
    }

    /** Adds a part's bytes as received, and what of the message they carry. */
    public void add(
            byte[] bytes, int rawAt, int rawBytes, byte[] from, int payloadAt, int payloadBytes, int wireBytes) {
        raw = put(raw, rawLength, bytes, rawAt, rawBytes);
        rawLength += rawBytes;
        payload = put(payload, payloadLength, from, payloadAt, payloadBytes);
        payloadLength += payloadBytes;
        consumed += wireBytes;
        parts++;
    }

    private static byte[] put(byte[] into, int at, byte[] bytes, int from, int count) {
        byte[] room = at + count <= into.length ? into : Arrays.copyOf(into, Math.max(at + count, 2 * into.length));
        System.arraycopy(bytes, from, room, at, count);
        return room;
    }
}
