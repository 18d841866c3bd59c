package org.polymeter.codec.p1;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;

/**
 * Writes P1 telegrams, line by line in the order of the calls: the inverse of {@link P1Decoder}, for
 * simulated meters and for tests. Lines end with CR LF.
 */
public final class P1Writer {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuMMddHHmmss", Locale.ROOT);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final ByteArrayOutputStream telegram = new ByteArrayOutputStream(1024);

    /**
     * Starts a telegram; what was begun before is forgotten.
     *
     * @param identification what stands behind the slash, as {@code ISK5\2M550T-1012}
     */
    public P1Writer begin(String identification) {
        telegram.reset();
        print("/" + identification + "\r\n\r\n");
        return this;
    }

    /** The line that says when the telegram was made. */
    public P1Writer clock(long localSecond, int deviation) {
        return text(Obis.of(0, 0, 1, 0, 0), time(localSecond, deviation));
    }

    /**
     * A number in the notation of DSMR: {@code F9(3,3)} is 6 integer digits and 3 decimals.
     *
     * @param value rounded half even if it has more decimals; a minus sign takes a digit's place
     * @param unit as printed behind the asterisk; empty for none
     */
    public P1Writer amount(Obis obis, BigDecimal value, int integerDigits, int decimals, String unit) {
        return line(obis + group(value, integerDigits, decimals, unit));
    }

    /** A number with the time when it was true: sub-meters, peaks. */
    public P1Writer captured(
            Obis obis,
            long localSecond,
            int deviation,
            BigDecimal value,
            int integerDigits,
            int decimals,
            String unit) {
        return line(obis + "(" + time(localSecond, deviation) + ")" + group(value, integerDigits, decimals, unit));
    }

    /** A text as it is: versions, tariffs, status words; empty for a value that is absent. */
    public P1Writer text(Obis obis, String text) {
        return line(obis + "(" + text + ")");
    }

    /** A text printed as hex digits of its UTF-8 bytes: identifiers, messages. */
    public P1Writer hexText(Obis obis, String text) {
        return text(obis, HEX.formatHex(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** A line as it is, without its line end: logs, histories, whatever has no method here. */
    public P1Writer line(String line) {
        print(line + "\r\n");
        return this;
    }

    /** Ends the telegram with its CRC-16/ARC. */
    public byte[] end() {
        print("!");
        int crc = Crc16.ARC.of(telegram.toByteArray(), 0, telegram.size());
        print(HEX.toHexDigits((short) crc) + "\r\n");
        return telegram.toByteArray();
    }

    /** Ends the telegram as DSMR 2 and 3 do. */
    public byte[] endWithoutChecksum() {
        print("!\r\n");
        return telegram.toByteArray();
    }

    private static String group(BigDecimal value, int integerDigits, int decimals, String unit) {
        BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_EVEN);
        String digits = rounded.abs().toPlainString();
        String sign = rounded.signum() < 0 ? "-" : "";
        int width = integerDigits + (decimals > 0 ? 1 + decimals : 0);
        String zeros = "0".repeat(Math.max(0, width - digits.length() - sign.length()));
        return "(" + sign + zeros + digits + (unit.isEmpty() ? "" : "*" + unit) + ")";
    }

    /** The season's letter stands only where the deviation is one of the two. */
    private static String time(long localSecond, int deviation) {
        String digits =
                LocalDateTime.ofEpochSecond(localSecond, 0, ZoneOffset.UTC).format(TIME);
        return switch (deviation) {
            case Deviation.SUMMER -> digits + "S";
            case Deviation.WINTER -> digits + "W";
            default -> digits;
        };
    }

    private void print(String text) {
        telegram.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
