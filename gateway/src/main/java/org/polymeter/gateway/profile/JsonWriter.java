package org.polymeter.gateway.profile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes JSON as UTF-8 without whitespace. Numbers are {@code mantissa × 10^-decimals} from the meter
 * to here, so they go straight to bytes: exact, without exponent, without garbage.
 *
 * <p>Commas come by themselves. Braces and keys have to match; nobody checks.
 */
public final class JsonWriter {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_LONG = 20;

    private byte[] bytes = new byte[1024];
    private int length;

    public JsonWriter openObject() {
        separate();
        return put('{');
    }

    public JsonWriter closeObject() {
        return put('}');
    }

    public JsonWriter openArray() {
        separate();
        return put('[');
    }

    public JsonWriter closeArray() {
        return put(']');
    }

    public JsonWriter key(String name) {
        return value(name).put(':');
    }

    public JsonWriter value(String text) {
        separate();
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                ascii(c);
            } else if (Character.isHighSurrogate(c) && i + 1 < text.length()) {
                unicode(text.codePointAt(i));
                i += Character.isLowSurrogate(text.charAt(i + 1)) ? 1 : 0;
            } else {
                unicode(c);
            }
        }
        return put('"');
    }

    public JsonWriter value(boolean value) {
        separate();
        return plain(value ? "true" : "false");
    }

    public JsonWriter value(long value) {
        return value(value, 0);
    }

    /** The number {@code mantissa × 10^-decimals}, with all its decimals. */
    public JsonWriter value(long mantissa, int decimals) {
        separate();
        long rest = mantissa;
        if (mantissa < 0) {
            put('-');
        }
        int digits = Math.max(decimals + 1, digits(mantissa));
        reserve(digits + 1);
        int end = length + digits + (decimals > 0 ? 1 : 0);
        for (int at = end - 1, written = 0; at >= length; at--, written++) {
            if (written == decimals && decimals > 0) {
                bytes[at--] = '.';
            }
            bytes[at] = (byte) ('0' + Math.abs(rest % 10));
            rest /= 10;
        }
        length = end;
        return this;
    }

    /** A number that is text already, in the form the profile asks for. */
    public JsonWriter number(String digits) {
        separate();
        return plain(digits);
    }

    /** A value that is JSON already. */
    public JsonWriter json(byte[] value) {
        separate();
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    /** A point in time: UTC, milliseconds only if there are any. */
    public JsonWriter time(Instant time) {
        return time(time, TimeBytes.hasMillis(time));
    }

    /** A point in time with its milliseconds, even if they are zero. */
    public JsonWriter timeWithMillis(Instant time) {
        return time(time, true);
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    private JsonWriter time(Instant time, boolean millis) {
        separate();
        put('"');
        reserve(TimeBytes.LONGEST);
        length = TimeBytes.write(time, millis, bytes, length);
        return put('"');
    }

    private void separate() {
        byte last = length == 0 ? (byte) '[' : bytes[length - 1];
        if (last != '{' && last != '[' && last != ':') {
            put(',');
        }
    }

    private JsonWriter plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
        return this;
    }

    private void ascii(char c) {
        switch (c) {
            case '"', '\\' -> put('\\').put(c);
            case '\n' -> put('\\').put('n');
            case '\r' -> put('\\').put('r');
            case '\t' -> put('\\').put('t');
            default -> {
                if (c < ' ') {
                    plain("\\u00").put((char) HEX[c >> 4]).put((char) HEX[c & 15]);
                } else {
                    put(c);
                }
            }
        }
    }

    private void unicode(int codePoint) {
        // Half a surrogate pair becomes a question mark: UTF-8 has no place for it.
        byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    private JsonWriter put(char ascii) {
        reserve(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    private static int digits(long value) {
        long rest = value;
        for (int digits = 1; digits < LONGEST_LONG; digits++) {
            rest /= 10;
            if (rest == 0) {
                return digits;
            }
        }
        return LONGEST_LONG;
    }
}
