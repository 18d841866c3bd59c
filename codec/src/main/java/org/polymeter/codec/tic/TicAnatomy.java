package org.polymeter.codec.tic;

import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Parts;

/** A frame of TIC from STX to ETX (Enedis-NOI-CPT-54E, 5.2); groups are shown here only if one is damaged. */
public final class TicAnatomy implements Anatomy {

    private static final String GROUP = "group";

    private final Group group = new Group();

    @Override
    public void describe(byte[] bytes, int offset, int length, Parts out) {
        int end = offset + length;
        int from = offset;
        if (from < end && bytes[from] == TicFramer.STX) {
            out.part(0, 1, "STX", "");
            from++;
        }
        boolean isClosed = from < end && (bytes[end - 1] == TicFramer.ETX || bytes[end - 1] == TicFramer.EOT);
        int to = isClosed ? end - 1 : end;
        if (isSound(bytes, from, to)) {
            out.payload(from - offset, to - from);
        } else {
            groups(bytes, offset, from, to, out);
        }
        if (isClosed) {
            boolean broken = bytes[end - 1] == TicFramer.EOT;
            out.part(to - offset, 1, broken ? "EOT" : "ETX", broken ? "the frame was broken off" : "");
        }
    }

    private boolean isSound(byte[] bytes, int from, int to) {
        boolean sound = from < to;
        int i = from;
        while (sound && i < to) {
            int past = pastGroup(bytes, i, to);
            sound = reads(bytes, i, past) && group.isSummed();
            i = past;
        }
        return sound;
    }

    private void groups(byte[] bytes, int offset, int from, int to, Parts out) {
        int i = from;
        while (i < to) {
            int past = pastGroup(bytes, i, to);
            if (!reads(bytes, i, past)) {
                out.part(i - offset, past - i, GROUP, "no label, data and checksum");
            } else {
                char computed = (char) group.computed();
                out.part(
                        i - offset,
                        past - i,
                        GROUP,
                        group.isSummed()
                                ? "checksum matches"
                                : "checksum does not match: should be '" + computed + "'");
            }
            i = past;
        }
    }

    /** {@code from}: its LF; {@code past}: behind its CR. */
    private boolean reads(byte[] bytes, int from, int past) {
        return past - from > 2 && bytes[past - 1] == TicFramer.CR && group.read(bytes, from + 1, past - 1);
    }

    private static int pastGroup(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != TicFramer.CR) {
            i++;
        }
        return Math.min(i + 1, to);
    }
}
