package org.polymeter.gateway.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A key of 16 bytes as people paste it. The text of a bad one is not repeated: it may be a slip away from the key. */
final class HexKey implements ITypeConverter<byte[]> {

    private static final int DIGITS = 32;
    private static final Pattern SEPARATORS = Pattern.compile("[\\s:-]");
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{" + DIGITS + "}");

    @Override
    public byte[] convert(String text) {
        String digits = SEPARATORS.matcher(text).replaceAll("");
        if (!HEX.matcher(digits).matches()) {
            throw new TypeConversionException(
                    "a key has " + DIGITS + " hex digits; this has " + digits.length() + " characters");
        }
        return java.util.HexFormat.of().parseHex(digits);
    }
}
