package org.polymeter.codec.dlms;

import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** What may stand in front of an APDU without a link: a TCP wrapper (IEC 62056-47), an LLC header. */
public final class ApduAnatomy implements Anatomy {

    private final ApduExtent extent = new ApduExtent();

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            extent.begin(i);
            boolean complete = extent.read(bytes, end, true) == ApduExtent.State.COMPLETE;
            int past = complete ? Math.min(i + Math.max(1, extent.length()), end) : end;
            int apdu = Math.min(extent.apduAt(), past);
            header(bytes, offset, i, apdu, out);
            if (past > apdu) {
                out.payload(apdu - offset, past - apdu);
            }
            i = past;
        }
    }

    private static void header(byte[] bytes, int offset, int from, int to, Parts out) {
        int i = from;
        if (to - i >= ApduExtent.WRAPPER_BYTES && bytes[i] == 0) {
            out.part(i - offset, 2, "version", "TCP wrapper");
            out.part(i + 2 - offset, 2, "source wPort", String.valueOf(number(bytes, i + 2)));
            out.part(i + 4 - offset, 2, "destination wPort", String.valueOf(number(bytes, i + 4)));
            out.part(i + 6 - offset, 2, "length", number(bytes, i + 6) + " bytes");
            i += ApduExtent.WRAPPER_BYTES;
        }
        if (to > i) {
            out.part(i - offset, to - i, "LLC", "");
        }
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
