package org.polymeter.gateway.capture;

import java.io.ByteArrayOutputStream;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads bytes that somebody wrote down as hex, line by line: {@code 7EA02A}, {@code 7E A0 2A},
 * {@code 0x7e, 0xa0,}, {@code 7E:A0:2A}, the output of {@code xxd} and {@code hexdump -C}, with
 * {@code #} comments and {@code ---} headings.
 *
 * <p>Where bytes have a {@code 0x} each, {@code 0000} is one zero byte: C's {@code %#04x} writes
 * zero so, and esp-smart-meter's log.txt is full of it.
 */
final class HexDump {

    private enum Layout {
        PLAIN,
        /** Offset and colon, groups, two blanks, text. */
        XXD,
        /** Offset, bytes, text between bars. */
        HEXDUMP
    }

    private static final Pattern TOKEN = Pattern.compile("(0[xX]|\\\\x)([0-9a-fA-F]*)|([0-9a-fA-F]+)");
    private static final Pattern COMMENT = Pattern.compile("(#|//).*");
    private static final Pattern XXD_OFFSET = Pattern.compile("^\\s*[0-9a-fA-F]{4,16}: ");
    private static final Pattern XXD_TEXT = Pattern.compile("(?<=\\S)\\s{2,}.*");
    private static final Pattern HEXDUMP_OFFSET = Pattern.compile("^[0-9a-fA-F]{6,16}(?=\\s|$)");
    private static final Pattern HEXDUMP_FIRST = Pattern.compile("^0{6,16}\\s+[0-9a-fA-F]{2,4}(\\s|$)");
    private static final Pattern FIRST_TOKEN =
            Pattern.compile("^\\s*((0[xX]|\\\\x)?[0-9a-fA-F]{2,}|0[xX]0)(?![0-9a-zA-Z.*_])");
    private static final String SEPARATORS = " \t\r\n\f,;:-";
    private static final String HEADING = "---";

    /** Of a line with a slip of the pen; text that merely begins with two hex digits has less. */
    private static final int LEAST_PERCENT_HEX = 80;

    private final Layout layout;
    private final boolean prefixed;
    private int lineNumber;

    private HexDump(Layout layout, boolean prefixed) {
        this.layout = layout;
        this.prefixed = prefixed;
    }

    /** A reader for a dump that begins so; empty if this is no dump. */
    static Optional<HexDump> of(String head) {
        Optional<String> first = head.lines().filter(line -> !isSkipped(line)).findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Layout layout = XXD_OFFSET.matcher(first.get()).find()
                ? Layout.XXD
                : HEXDUMP_FIRST.matcher(first.get()).find() ? Layout.HEXDUMP : Layout.PLAIN;
        HexDump dump = new HexDump(layout, head.contains("0x") || head.contains("0X") || head.contains("\\x"));
        boolean hex = dump.isHex(first.get()) && head.lines().noneMatch(dump::isTelegramText);
        return hex ? Optional.of(dump) : Optional.empty();
    }

    /**
     * Takes the next line.
     *
     * @return what is wrong with it, and where; the bytes before that are in {@code out}
     */
    Optional<String> line(String line, ByteArrayOutputStream out) {
        lineNumber++;
        if (isSkipped(line)) {
            return Optional.empty();
        }
        if (layout == Layout.HEXDUMP && line.strip().equals("*")) {
            return Optional.of(at(0) + "repeated lines were left out; dump anew with hexdump -C -v");
        }
        String hex = withoutMargins(line);
        int end = 0;
        for (Matcher token = TOKEN.matcher(hex); token.find(end); end = token.end()) {
            Optional<String> problem = between(hex, end, token.start());
            if (problem.isEmpty()) {
                problem = letterAfter(hex, token.end()).or(() -> token(token, out));
            }
            if (problem.isPresent()) {
                return problem;
            }
        }
        return between(hex, end, hex.length());
    }

    private Optional<String> token(Matcher token, ByteArrayOutputStream out) {
        String digits = token.group(1) == null ? token.group(3) : token.group(2);
        if (digits.isEmpty()) {
            return Optional.of(at(token.start()) + "no hex digits after '" + token.group() + "'");
        }
        if (prefixed && (digits.length() <= 2 || digits.equals("0000"))) {
            out.write(Integer.parseInt(digits, 16));
            return Optional.empty();
        }
        if (layout == Layout.HEXDUMP && digits.length() > 2) {
            return Optional.of(at(token.start()) + "'" + digits
                    + "' has its bytes swapped, as hexdump does it; dump anew with hexdump -C");
        }
        if (digits.length() % 2 != 0) {
            return Optional.of(at(token.start()) + "'" + shortened(digits) + "' has an odd number of hex digits");
        }
        for (int i = 0; i < digits.length(); i += 2) {
            out.write(Integer.parseInt(digits, i, i + 2, 16));
        }
        return Optional.empty();
    }

    private Optional<String> letterAfter(String hex, int at) {
        return at < hex.length() && Character.isLetter(hex.charAt(at)) ? between(hex, at, at + 1) : Optional.empty();
    }

    private Optional<String> between(String hex, int from, int to) {
        for (int i = from; i < to; i++) {
            if (SEPARATORS.indexOf(hex.charAt(i)) < 0) {
                return Optional.of(at(i) + "'" + hex.charAt(i) + "' is no hex digit");
            }
        }
        return Optional.empty();
    }

    private String at(int column) {
        return "line " + lineNumber + ", column " + (column + 1) + ": ";
    }

    private static String shortened(String digits) {
        return digits.length() > 12 ? digits.substring(0, 12) + "…" : digits;
    }

    /** Blanks out what is not hex but belongs to the layout, so that columns stay true. */
    private String withoutMargins(String line) {
        return switch (layout) {
            case PLAIN -> COMMENT.matcher(line).replaceFirst("");
            case XXD -> {
                Matcher offset = XXD_OFFSET.matcher(line);
                String hex = offset.find() ? " ".repeat(offset.end()) + line.substring(offset.end()) : line;
                yield XXD_TEXT.matcher(hex).replaceFirst("");
            }
            case HEXDUMP -> {
                int bar = line.indexOf('|');
                Matcher offset = HEXDUMP_OFFSET.matcher(bar < 0 ? line : line.substring(0, bar));
                yield offset.replaceFirst(match -> " ".repeat(match.group().length()));
            }
        };
    }

    /** Whether nearly all of the line is hex, so that what is not must be a slip of the pen. */
    private boolean isHex(String line) {
        String hex = withoutMargins(line);
        if (!FIRST_TOKEN.matcher(hex).find()) {
            return false;
        }
        long fitting = hex.chars()
                .filter(c ->
                        Character.digit(c, 16) >= 0 || c == 'x' || c == 'X' || c == '\\' || SEPARATORS.indexOf(c) >= 0)
                .count();
        return fitting * 100 >= (long) LEAST_PERCENT_HEX * hex.length();
    }

    /** Lines of P1 and JSON: a capture that begins in the middle may begin with hex digits. */
    private boolean isTelegramText(String line) {
        String hex = isSkipped(line) ? "" : withoutMargins(line);
        return hex.indexOf('(') >= 0 || hex.indexOf('{') >= 0 || hex.indexOf('!') >= 0 || hex.startsWith("/");
    }

    private static boolean isSkipped(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") || text.startsWith("//") || text.startsWith(HEADING);
    }
}
