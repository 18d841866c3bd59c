package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server id of an SML meter, as hex on the wire and as print on its face. */
final class ServerId {

    /** Length, medium, maker, version and number: 10 bytes. */
    private static final Pattern DIN_43863_5 =
            Pattern.compile("(?:09|0A)0([1-9])((?:4[1-9A-F]|5[0-9A]){3})([0-9A-F]{2})([0-9A-F]{8})");

    private static final long LARGEST_NUMBER = 99_999_999;

    private ServerId() {}

    /** {@code 0A01454D480000BC614E} is {@code 1EMH0012345678}; what has another form stays as it is. */
    static String printed(String text) {
        Matcher id = DIN_43863_5.matcher(text);
        if (!id.matches()) {
            return text;
        }
        long number = Long.parseLong(id.group(4), 16);
        return number > LARGEST_NUMBER
                ? text
                : id.group(1) + ascii(id.group(2)) + id.group(3) + "%08d".formatted(number);
    }

    /** The text that the hex digits are, if every byte is printable; else the digits. */
    static String readable(String hex) {
        return hex.matches("(?:[2-6][0-9A-F]|7[0-9A-E])+") ? ascii(hex) : hex;
    }

    private static String ascii(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.US_ASCII);
    }
}
