package org.polymeter.gateway.web.esp;

import java.util.Optional;

/**
 * What stands around the message in an HDLC frame, in the numbers of that firmware: addresses are not
 * shifted, checksums are read low byte first.
 */
record HdlcHeader(
        int format, int segmentation, int length, long client, long server, int control, int hcs, int fcs, int llc) {

    private static final int FLAG = 0x7E;
    private static final int SHORTEST = 12; // two flags, format, two addresses, control, checksums, LLC header

    /** Empty if this is no such frame. */
    static Optional<HdlcHeader> of(byte[] frame) {
        if (frame.length < SHORTEST || frame[0] != FLAG || (frame[1] & 0xF0) != 0xA0) {
            return Optional.empty();
        }
        int server = pastAddress(frame, 3);
        int control = pastAddress(frame, server);
        int end = frame[frame.length - 1] == FLAG ? frame.length - 1 : frame.length;
        if (control + 6 > end) {
            return Optional.empty();
        }
        int first = frame[1] & 0xFF;
        return Optional.of(new HdlcHeader(
                (first >> 7) + ((first >> 4) & 7),
                (first >> 3) & 1,
                (first & 7) << 8 | (frame[2] & 0xFF),
                number(frame, 3, server),
                number(frame, server, control),
                frame[control] & 0xFF,
                lowFirst(frame, control + 1),
                lowFirst(frame, end - 2),
                (int) number(frame, control + 3, control + 6)));
    }

    /** The last byte of an address is odd. */
    private static int pastAddress(byte[] frame, int from) {
        int at = from;
        while (at < frame.length - 1 && (frame[at] & 1) == 0) {
            at++;
        }
        return at + 1;
    }

    private static long number(byte[] bytes, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            number = number << 8 | (bytes[i] & 0xFF);
        }
        return number;
    }

    private static int lowFirst(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
    }
}
