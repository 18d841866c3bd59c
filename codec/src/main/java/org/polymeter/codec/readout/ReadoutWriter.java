package org.polymeter.codec.readout;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Writes readouts, data set by data set in the order of the calls: the inverse of {@link
 * ReadoutDecoder}, for simulated meters and for tests. Lines end with CR LF; codes are written as
 * the meter prints them, for most leave out groups.
 */
public final class ReadoutWriter {

    private final ByteArrayOutputStream identification = new ByteArrayOutputStream(32);
    private final ByteArrayOutputStream data = new ByteArrayOutputStream(1024);

    /** Starts a readout that begins with its data; what was begun before is forgotten. */
    public ReadoutWriter begin() {
        identification.reset();
        data.reset();
        return this;
    }

    /**
     * Starts a readout with an identification.
     *
     * @param name what stands behind the slash, as {@code LGZ4ZMF100AC.M27}
     */
    public ReadoutWriter begin(String name) {
        begin();
        identification.writeBytes(ascii("/" + name + "\r\n"));
        return this;
    }

    /** A number in so many integer digits, zeros in front; the unit is left out if it is empty. */
    public ReadoutWriter amount(String code, BigDecimal value, int integerDigits, String unit) {
        String digits = value.abs().toPlainString();
        int point = digits.indexOf('.');
        int zeros = Math.max(0, integerDigits - (point < 0 ? digits.length() : point));
        String number = (value.signum() < 0 ? "-" : "") + "0".repeat(zeros) + digits;
        return set(code, unit.isEmpty() ? number : number + "*" + unit);
    }

    /** A text as it is: identifiers, times, error words. */
    public ReadoutWriter set(String code, String value) {
        return line(code + "(" + value + ")");
    }

    /** A line as it is, without its line end. */
    public ReadoutWriter line(String line) {
        data.writeBytes(ascii(line + "\r\n"));
        return this;
    }

    /** Ends the readout as modes A to C do: a block with its checksum. */
    public byte[] endBlock() {
        data.writeBytes(ascii("!\r\n"));
        return block(Control.ETX);
    }

    /** Ends a data set of programming mode: the same without exclamation mark. */
    public byte[] endAnswer() {
        return block(Control.ETX);
    }

    /** Ends a partial block: more follows when the reader acknowledges it; lines go on in the next. */
    public byte[] endPartialBlock() {
        byte[] block = block(Control.EOT);
        begin();
        return block;
    }

    /** Ends the readout as mode D does: without block and checksum, and an empty line before the data. */
    public byte[] endPush() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(identification.toByteArray());
        all.writeBytes(ascii("\r\n"));
        all.writeBytes(data.toByteArray());
        all.writeBytes(ascii("!\r\n"));
        return all.toByteArray();
    }

    /** The same characters as seven bits and even parity look where eight bits are received. */
    public static byte[] withParity(byte[] characters) {
        byte[] bytes = characters.clone();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = Control.isEven(bytes[i]) ? bytes[i] : (byte) (bytes[i] | 0x80);
        }
        return bytes;
    }

    private byte[] block(int end) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(identification.toByteArray());
        all.write(Control.STX);
        int checksum = end;
        for (byte b : data.toByteArray()) {
            checksum ^= b;
            all.write(b);
        }
        all.write(end);
        all.write(checksum);
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
