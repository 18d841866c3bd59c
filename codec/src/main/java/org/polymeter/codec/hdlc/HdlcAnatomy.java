package org.polymeter.codec.hdlc;

import static org.polymeter.codec.hdlc.HdlcHeader.CHECKSUM_BYTES;
import static org.polymeter.codec.hdlc.HdlcHeader.FLAG;

import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** Names the fields of HDLC frames of type 3 (IEC 62056-46, 6.4.2). */
public final class HdlcAnatomy implements Anatomy {

    private static final int LLC_BYTES = 3;
    private static final int FORMAT_BYTES = 2;

    private final HdlcHeader header = new HdlcHeader();

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        int end = offset + length;
        int i = offset;
        boolean first = true;
        while (i < end) {
            HdlcHeader.State state = bytes[i] == FLAG ? header.read(bytes, i, end) : HdlcHeader.State.ABSENT;
            boolean headed = state == HdlcHeader.State.SOUND || state == HdlcHeader.State.DAMAGED;
            if (!headed) {
                out.part(i - offset, 1, bytes[i] == FLAG ? "flag" : "stray byte", "");
                i++;
            } else {
                i = frame(bytes, offset, i, end, first, out);
                first = !header.isSegmented(); // of blocks, each begins with an LLC header
            }
        }
    }

    /** Returns the index behind the frame. */
    private int frame(byte[] bytes, int offset, int at, int end, boolean first, Parts out) {
        int close = at + 1 + header.length();
        out.open(at - offset, "HDLC frame");
        out.part(at - offset, 1, "flag", "");
        String segments = header.isSegmented() ? ", more segments follow" : "";
        out.part(at + 1 - offset, FORMAT_BYTES, "format", "type 3, " + header.length() + " bytes" + segments);
        int checksumAt = header.informationAt() - CHECKSUM_BYTES;
        int addressesAt = at + 1 + FORMAT_BYTES;
        int sourceAt = pastAddress(bytes, addressesAt);
        out.part(addressesAt - offset, sourceAt - addressesAt, "destination", "");
        out.part(sourceAt - offset, checksumAt - 1 - sourceAt, "source", "");
        out.part(checksumAt - 1 - offset, 1, "control", "");
        boolean carries = close - CHECKSUM_BYTES > header.informationAt();
        if (carries) {
            checksum("HCS", bytes, offset, at + 1, checksumAt, out);
            information(bytes, offset, header.informationAt(), Math.min(close - CHECKSUM_BYTES, end), first, out);
        }
        if (close <= end) {
            checksum("FCS", bytes, offset, at + 1, close - CHECKSUM_BYTES, out);
        }
        int past = close;
        if (close < end && bytes[close] == FLAG) {
            out.part(close - offset, 1, "flag", "");
            past = close + 1;
        }
        out.close(Math.min(past, end) - offset);
        return Math.min(past, end);
    }

    private static void information(byte[] bytes, int offset, int from, int to, boolean first, Parts out) {
        boolean llc = first && to - from >= LLC_BYTES && bytes[from] == (byte) 0xE6 && bytes[from + 2] == 0;
        if (llc) {
            out.part(
                    from - offset,
                    LLC_BYTES,
                    "LLC",
                    bytes[from + 1] == (byte) 0xE7 ? "from the meter" : "to the meter");
        }
        int payload = llc ? from + LLC_BYTES : from;
        if (to > payload) {
            out.payload(payload - offset, to - payload);
        }
    }

    private static void checksum(String name, byte[] bytes, int offset, int from, int at, Parts out) {
        int computed = Crc16.X25.of(bytes, from, at - from);
        boolean matches = computed == HdlcHeader.checksum(bytes, at);
        String wanted = "%02X %02X".formatted(computed & 0xFF, computed >> 8);
        out.part(at - offset, CHECKSUM_BYTES, name, matches ? "matches" : "does not match: should be " + wanted);
    }

    private static int pastAddress(byte[] bytes, int from) {
        int i = from;
        while ((bytes[i] & 1) == 0) {
            i++;
        }
        return i + 1;
    }
}
