package org.polymeter.codec.tic;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.polymeter.codec.bytes.ByteWriter;
import org.polymeter.codec.observation.Deviation;

/**
 * Writes TIC frames, group by group in the order of the calls: the inverse of {@link TicFramer} and
 * {@link TicDecoder}, for simulated meters and tests.
 */
public final class TicWriter {

    private static final DateTimeFormatter HORODATE = DateTimeFormatter.ofPattern("uuMMddHHmmss", Locale.ROOT);

    private final byte separator;
    private ByteWriter frame = new ByteWriter();

    private TicWriter(byte separator) {
        this.separator = separator;
    }

    /** Groups as Linky sends them by default. */
    public static TicWriter historique() {
        return new TicWriter(Group.BLANK).begin();
    }

    /** Groups of the standard mode. */
    public static TicWriter standard() {
        return new TicWriter(Group.TAB).begin();
    }

    /** Starts a frame; what was begun before is forgotten. */
    public TicWriter begin() {
        frame = new ByteWriter().u8(TicFramer.STX);
        return this;
    }

    public TicWriter group(String label, String data) {
        return write(label + (char) separator + data);
    }

    /** A group with a horodate; DATE has no data behind it. Standard mode only. */
    public TicWriter group(String label, long localSecond, int deviation, String data) {
        return write(label + (char) separator + horodate(localSecond, deviation) + (char) separator + data);
    }

    public byte[] end() {
        return frame.u8(TicFramer.ETX).toBytes();
    }

    private TicWriter write(String text) {
        byte[] group = (text + (char) separator).getBytes(StandardCharsets.US_ASCII);
        int summed = separator == Group.TAB ? group.length : group.length - 1;
        frame.u8(TicFramer.LF).bytes(group).u8(Group.checksum(group, 0, summed)).u8(TicFramer.CR);
        return this;
    }

    private static String horodate(long localSecond, int deviation) {
        String digits =
                LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC).format(HORODATE);
        return switch (deviation) {
            case Deviation.SUMMER -> "E" + digits;
            case Deviation.WINTER -> "H" + digits;
            default -> " " + digits;
        };
    }
}
