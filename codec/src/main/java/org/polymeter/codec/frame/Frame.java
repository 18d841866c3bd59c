package org.polymeter.codec.frame;

import java.util.Arrays;

/**
 * One intact frame. A framer owns one instance and fills it anew for every frame, so a frame is
 * borrowed: copy what you keep.
 */
public final class Frame {

    /** How far the bytes of a frame can be trusted. */
    public enum Integrity {
        /** A checksum was sent and matches. */
        CHECKED,
        /** The checksum matches after line ends that a converter changed were restored. */
        REPAIRED,
        /** The meter sends no checksum, or the user switched the check off. */
        UNCHECKED
    }

    /** Whether the payload came sealed, and what that proves. */
    public enum Seal {
        /** It came in clear. */
        NONE,
        /** It was decrypted, and makes sense to its last byte; nothing proves who wrote it. */
        OPENED,
        /** Its tag proves that whoever holds the keys wrote it, and that nobody changed it. */
        PROVEN
    }

    private byte[] raw = new byte[0];
    private int rawOffset;
    private int rawLength;
    private byte[] payload = raw;
    private int payloadOffset;
    private int payloadLength;
    private long streamOffset;
    private int consumed;
    private Integrity integrity = Integrity.CHECKED;
    private Seal seal = Seal.NONE;
    private long link;

    /** The frame as received, from start mark to end mark; segments of one message in order. */
    public Frame raw(byte[] bytes, int offset, int length) {
        raw = bytes;
        rawOffset = offset;
        rawLength = length;
        return this;
    }

    /** What the frame carries: link headers gone, segments joined. */
    public Frame payload(byte[] bytes, int offset, int length) {
        payload = bytes;
        payloadOffset = offset;
        payloadLength = length;
        return this;
    }

    /**
     * Where the frame stood on the wire.
     *
     * @param streamOffset offset of its first byte since the first byte ever fed
     * @param consumed wire bytes that this frame accounts for; a flag shared with the frame before
     *     is counted there
     */
    public Frame at(long streamOffset, int consumed) {
        this.streamOffset = streamOffset;
        this.consumed = consumed;
        return this;
    }

    public Frame integrity(Integrity integrity) {
        this.integrity = integrity;
        return this;
    }

    public Frame seal(Seal seal) {
        this.seal = seal;
        return this;
    }

    /** Link addresses as a number, 0 if the link has none; HDLC: destination then source bytes. */
    public Frame link(long link) {
        this.link = link;
        return this;
    }

    public byte[] raw() {
        return raw;
    }

    public int rawOffset() {
        return rawOffset;
    }

    public int rawLength() {
        return rawLength;
    }

    public byte[] payload() {
        return payload;
    }

    public int payloadOffset() {
        return payloadOffset;
    }

    public int payloadLength() {
        return payloadLength;
    }

    public long streamOffset() {
        return streamOffset;
    }

    public int consumed() {
        return consumed;
    }

    public Integrity integrity() {
        return integrity;
    }

    public Seal seal() {
        return seal;
    }

    public long link() {
        return link;
    }

    /** A copy that owns its bytes, safe to keep. */
    public Frame copy() {
        byte[] rawCopy = copyOfRaw();
        byte[] payloadCopy = copyOfPayload();
        return new Frame()
                .raw(rawCopy, 0, rawCopy.length)
                .payload(payloadCopy, 0, payloadCopy.length)
                .at(streamOffset, consumed)
                .integrity(integrity)
                .seal(seal)
                .link(link);
    }

    /** A copy of the bytes as received, safe to keep. */
    public byte[] copyOfRaw() {
        return Arrays.copyOfRange(raw, rawOffset, rawOffset + rawLength);
    }

    /** A copy of the payload, safe to keep. */
    public byte[] copyOfPayload() {
        return Arrays.copyOfRange(payload, payloadOffset, payloadOffset + payloadLength);
    }
}
