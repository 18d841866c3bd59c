package org.polymeter.gateway.cli.decode;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.explain.Explanation.Layer;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.observation.Fault;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints what every byte of a frame means as a tree: offset, bytes, and what they are.
 *
 * <pre>
 *     9  E6 E7 00                       LLC: from the meter
 *    18  01 01                          array of 1
 *    20  02 03                            structure of 3
 *    22  09 06 01 00 01 07 00 FF            octet-string: 1-0:1.7.0 power_import_w
 * </pre>
 *
 * A line of text is not taken apart, for it can be read as it is.
 */
final class ExplanationPrinter {

    private static final int BYTES_PER_LINE = 10;
    private static final int COLUMN = 3 * BYTES_PER_LINE;
    private static final int MOST_LINES = 4;
    private static final int WIDTH = 100;
    private static final int INDENT = 2;
    private static final int OFFSET_COLUMNS = 9;
    private static final int TEXT_COLUMN = OFFSET_COLUMNS + COLUMN + 1;
    private static final HexFormat HEX = HexFormat.ofDelimiter(" ").withUpperCase();

    private final PrintWriter out;
    private final Ansi colours;

    ExplanationPrinter(PrintWriter out, Ansi colours) {
        this.out = out;
        this.colours = colours;
    }

    void print(Explanation explanation) {
        for (Layer layer : explanation.layers()) {
            out.println(colours.string("  @|bold " + layer.name() + "|@") + ", " + layer.bytes().length + " bytes");
            parts(layer, layer.parts(), 0, layer.bytes().length, 0);
            layer.fault().ifPresent(fault -> fault(layer, fault));
            out.println();
        }
    }

    private void parts(Layer layer, List<Part> parts, int from, int to, int depth) {
        int at = from;
        for (Part part : parts) {
            gap(layer, at, part.offset(), depth);
            part(layer, part, depth);
            at = part.end();
        }
        gap(layer, at, to, depth);
    }

    /** Line ends between parts say nothing; other bytes that nobody explains are shown. */
    private void gap(Layer layer, int from, int to, int depth) {
        boolean blank = true;
        for (int i = from; i < to; i++) {
            blank &= layer.bytes()[i] == '\r' || layer.bytes()[i] == '\n';
        }
        if (!blank) {
            row(layer, from, to, depth, "?");
        }
    }

    private void part(Layer layer, Part part, int depth) {
        if (part.parts().isEmpty()) {
            row(layer, part.offset(), part.end(), depth, text(part));
        } else if (isText(Arrays.copyOfRange(layer.bytes(), part.offset(), part.end()))) {
            row(layer, part.offset(), part.end(), depth, gathered(part));
        } else {
            int first = part.parts().getFirst().offset();
            row(layer, part.offset(), first, depth, text(part));
            parts(layer, part.parts(), first, part.end(), depth + 1);
        }
    }

    private static String text(Part part) {
        return part.label() + (part.meaning().isEmpty() ? "" : ": " + part.meaning());
    }

    /** What a line of text says; its fields if none says anything. */
    private static String gathered(Part line) {
        List<Part> parts = line.parts();
        String meanings = parts.stream()
                .map(Part::meaning)
                .filter(meaning -> !meaning.isEmpty())
                .collect(Collectors.joining("; "));
        return meanings.isEmpty()
                ? line.label() + ": " + parts.stream().map(Part::label).collect(Collectors.joining(", "))
                : meanings;
    }

    private void fault(Layer layer, Fault fault) {
        int at = Math.min(fault.offset(), layer.bytes().length);
        int until = Math.min(at + BYTES_PER_LINE, layer.bytes().length);
        String saw = at == until ? "the bytes end" : "there is " + HEX.formatHex(layer.bytes(), at, until);
        out.println(colours.string("  @|bold,red decoding ends at byte " + at + "|@"));
        List<String> expected = wrapped("expected " + fault.expected(), WIDTH - 6);
        expected.forEach(line -> out.println((line.equals(expected.getFirst()) ? "    " : "      ") + line));
        out.println("    " + saw);
    }

    /** Bytes to the left, what they are to the right, each on as many lines as it takes. */
    private void row(Layer layer, int from, int to, int depth, String text) {
        List<String> left = show(Arrays.copyOfRange(layer.bytes(), from, to));
        String indent = " ".repeat(depth * INDENT);
        List<String> right = wrapped(text, WIDTH - TEXT_COLUMN - indent.length() - INDENT);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            String offset = i == 0 ? "%7d  ".formatted(from) : " ".repeat(OFFSET_COLUMNS);
            String bytes = i < left.size() ? left.get(i) : "";
            String words = i < right.size() ? indent + (i == 0 ? "" : " ".repeat(INDENT)) + right.get(i) : "";
            out.println((offset + ("%-" + (COLUMN + 1) + "s").formatted(bytes) + words).stripTrailing());
        }
    }

    private static List<String> show(byte[] bytes) {
        boolean isText = bytes.length > 2 && isText(bytes);
        int perLine = isText ? COLUMN - 1 : BYTES_PER_LINE;
        int shown = Math.min(bytes.length, perLine * MOST_LINES);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < shown; i += perLine) {
            int until = Math.min(i + perLine, shown);
            lines.add(
                    isText
                            ? new String(bytes, i, until - i, StandardCharsets.US_ASCII).replaceAll("[\t\r\n]", " ")
                            : HEX.formatHex(bytes, i, until));
        }
        if (shown < bytes.length) {
            lines.add("… " + (bytes.length - shown) + " more bytes");
        }
        return lines;
    }

    /** Broken at blanks; a word that is too long stays whole. */
    private static List<String> wrapped(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > Math.max(width, WIDTH / 5)) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** A line of TIC holds tabs, and a value of P1 may go on behind a line end; neither begins with them. */
    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            boolean isSpace = b == '\t' || b == '\r' || b == '\n';
            if ((b < ' ' && !isSpace) || b > '~') {
                return false;
            }
        }
        return bytes.length > 0 && bytes[0] >= ' ';
    }
}
