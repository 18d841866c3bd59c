package org.polymeter.gateway.source;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Speed and character format of a serial line, written {@code 115200 8N1}.
 *
 * @param baud bits per second
 * @param dataBits 7 or 8
 * @param stopBits 1 or 2
 */
public record LineSettings(int baud, int dataBits, Parity parity, int stopBits) {

    /** Named as in the letter between the digits. */
    public enum Parity {
        NONE,
        EVEN,
        ODD
    }

    private static final List<Integer> SPEEDS =
            List.of(300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600);

    private static final Pattern FORM = Pattern.compile("(\\d{1,7})(?:[ ,/]+([78])([NEO])([12]))?");

    /** P1 from DSMR 4 on. */
    public static final LineSettings USUAL = new LineSettings(115_200, 8, Parity.NONE, 1);

    /**
     * Reads {@code 2400 8E1}; the speed alone means 8N1.
     *
     * @throws IllegalArgumentException with a message that lists what is allowed
     */
    public static LineSettings parse(String text) {
        Matcher form = FORM.matcher(text.trim().toUpperCase(Locale.ROOT));
        if (!form.matches() || !SPEEDS.contains(Integer.valueOf(form.group(1)))) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" are no line settings: expected speed and format such as"
                            + " \"115200 8N1\"; speed "
                            + SPEEDS.stream().map(String::valueOf).collect(Collectors.joining(", "))
                            + "; format 7 or 8 data bits, parity N (none), E (even) or O (odd), 1 or 2 stop bits");
        }
        if (form.group(2) == null) {
            return new LineSettings(Integer.parseInt(form.group(1)), 8, Parity.NONE, 1);
        }
        Parity parity = Arrays.stream(Parity.values())
                .filter(p -> p.name().startsWith(form.group(3)))
                .findFirst()
                .orElseThrow();
        return new LineSettings(
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                parity,
                Integer.parseInt(form.group(4)));
    }

    /** {@code 115200 8N1}. */
    @Override
    public String toString() {
        return baud + " " + dataBits + parity.name().charAt(0) + stopBits;
    }
}
