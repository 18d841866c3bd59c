package org.polymeter.codec.mbus;

import static org.polymeter.codec.mbus.LinkFrame.HEADER_BYTES;

import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** Names the fields of long frames (EN 13757-2, 5.5) and of the transport in front of DLMS (EN 13757-1). */
public final class MbusAnatomy implements Anatomy {

    private static final int LAST_DLMS_CI = 0x1F;
    private static final int FIN = 0x10;
    private static final int SEQUENCE_MASK = 0x0F;
    private static final int BROADCAST = 0xFF;
    private static final int RESPONSE = 0x08;
    private static final int SEND = 0x43;
    private static final int FUNCTION_MASK = 0x4F;

    private final LinkFrame found = new LinkFrame();

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        int end = offset + length;
        found.forget();
        int i = offset;
        while (i < end) {
            int past = bytes[i] == LinkFrame.START ? frame(bytes, offset, i, end, out) : i;
            if (past == i) {
                out.part(i - offset, 1, "stray byte", "");
                past++;
            }
            i = past;
        }
    }

    /** Returns the index behind the frame, or {@code at} if none stands there. */
    private int frame(byte[] bytes, int offset, int at, int end, Parts out) {
        LinkFrame.Found state = found.tryLong(bytes, at, end);
        if (state == LinkFrame.Found.NOTHING || at + HEADER_BYTES + LinkFrame.LEAST_LENGTH > end) {
            return at;
        }
        int stated = bytes[at + 1] & 0xFF;
        int checksumAt = at + HEADER_BYTES + found.length();
        int past = Math.min(checksumAt + 2, end);
        out.open(at - offset, "M-Bus frame");
        out.part(at - offset, 1, "start", "");
        String more = found.length() > stated ? ", and 256 that a byte cannot say" : "";
        out.part(at + 1 - offset, 2, "L field, twice", stated + " bytes" + more);
        out.part(at + 3 - offset, 1, "start", "");
        int from = at + HEADER_BYTES;
        out.part(from - offset, 1, "C field", control(bytes[from] & 0xFF));
        out.part(from + 1 - offset, 1, "A field", address(bytes[from + 1] & 0xFF));
        contents(bytes, offset, from + 2, Math.min(checksumAt, end), out);
        if (checksumAt < end) {
            out.part(checksumAt - offset, 1, "checksum", checksum(bytes, from, checksumAt));
        }
        if (checksumAt + 1 < end) {
            boolean stop = bytes[checksumAt + 1] == LinkFrame.STOP;
            out.part(checksumAt + 1 - offset, 1, "stop", stop ? "" : "should be 16");
        }
        out.close(past - offset);
        return past;
    }

    /** From the CI field on: records say themselves what they are. */
    private static void contents(byte[] bytes, int offset, int at, int to, Parts out) {
        int ci = bytes[at] & 0xFF;
        if (ci > LAST_DLMS_CI || to - at < 3) {
            out.payload(at - offset, to - at);
            return;
        }
        String segment = "segment " + (ci & SEQUENCE_MASK) + " of a DLMS message";
        out.part(at - offset, 1, "CI field", segment + ((ci & FIN) != 0 ? ", the last" : ", more follow"));
        out.part(at + 1 - offset, 1, "STSAP", "logical device " + (bytes[at + 1] & 0xFF));
        out.part(at + 2 - offset, 1, "DTSAP", "client " + (bytes[at + 2] & 0xFF));
        if (to > at + 3) {
            out.payload(at + 3 - offset, to - at - 3);
        }
    }

    private static String control(int c) {
        return switch (c & FUNCTION_MASK) {
            case RESPONSE -> "RSP_UD, data from the meter";
            case SEND -> "SND_UD, data to whoever listens";
            default -> "";
        };
    }

    private static String address(int a) {
        return a == BROADCAST ? "broadcast" : String.valueOf(a);
    }

    private static String checksum(byte[] bytes, int from, int to) {
        int sum = 0;
        for (int i = from; i < to; i++) {
            sum += bytes[i];
        }
        return (byte) sum == bytes[to] ? "matches" : "does not match: should be %02X".formatted(sum & 0xFF);
    }
}
