package org.polymeter.codec.hdlc;

import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.bytes.Crc16;

/**
 * The inverse of {@link HdlcFramer}: makes the frames a meter would send.
 *
 * @param link destination and source bytes as they stand on the wire, such as {@code 0xCEFF03}
 * @param control the control byte of the last frame; {@code 0x13} for most meters
 * @param segment most information bytes in a frame; longer messages are segmented
 */
public record HdlcWriter(long link, int control, int segment) {

    /** Unnumbered information with the final bit, as nearly all pushes have it. */
    public static final int FINAL = 0x13;

    private static final int FINAL_BIT = 0x10;
    private static final int FORMAT_TYPE_3 = 0xA000;
    private static final int SEGMENTED = 0x0800;
    /** Most information bytes that a frame has room for, addresses and checksums aside. */
    public static final int LONGEST = 2030;

    /** Writes every message into one frame. */
    public HdlcWriter(long link) {
        this(link, FINAL, LONGEST);
    }

    /** Writes frames of at most {@code most} information bytes; Iskra AM550 sends 154. */
    public HdlcWriter inSegmentsOf(int most) {
        return new HdlcWriter(link, control, Math.min(most, LONGEST));
    }

    /** A message with LLC header, segmented if it is longer than a frame may be. */
    public byte[] message(byte[] apdu) {
        ByteWriter information = new ByteWriter().u8(0xE6).u8(0xE7).u8(0);
        return frames(information.bytes(apdu).toBytes());
    }

    /** A message without LLC header, as the second and later blocks of a transfer are sent. */
    public byte[] continuation(byte[] apdu) {
        return frames(apdu);
    }

    private byte[] frames(byte[] information) {
        ByteWriter out = new ByteWriter();
        int from = 0;
        do {
            int count = Math.min(segment, information.length - from);
            frame(information, from, count, from + count < information.length, out);
            from += count;
        } while (from < information.length);
        return out.toBytes();
    }

    private void frame(byte[] information, int from, int count, boolean more, ByteWriter out) {
        int addresses = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(link) + 7) / 8);
        int length = 2 + addresses + 1 + 2 + count + 2;
        ByteWriter content = new ByteWriter()
                .number(FORMAT_TYPE_3 | (more ? SEGMENTED : 0) | length, 2)
                .number(link, addresses)
                .u8(more ? control & ~FINAL_BIT : control);
        checksum(content);
        content.bytes(information, from, count);
        checksum(content);
        out.u8(HdlcHeader.FLAG).bytes(content.toBytes()).u8(HdlcHeader.FLAG);
    }

    private static void checksum(ByteWriter content) {
        content.checksum(Crc16.X25.of(content.toBytes(), 0, content.length()));
    }
}
