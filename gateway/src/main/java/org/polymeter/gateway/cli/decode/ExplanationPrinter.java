package org.polymeter.gateway.cli.decode;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.explain.Explanation.Layer;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.observation.Fault;
import picocli.CommandLine.Help.Ansi;

/**
 * Prints what every byte of a frame means as a tree: offset, bytes, and what they are.
 *
 * <pre>
 *     9  E6 E7 00                          LLC: from the meter
 *    18                                    array of 1
 *    20                                      structure of 3
 *    22  09 06 01 00 01 07 00 FF               octet-string: 1-0:1.7.0 power_import_w
 * </pre>
 */
final class ExplanationPrinter {

    private static final int BYTES_PER_LINE = 12;
    private static final int MOST_LINES = 4;
    private static final int COLUMN = 3 * BYTES_PER_LINE;
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
            int at = 0;
            for (Part part : layer.parts()) {
                gap(layer, at, part.offset());
                part(layer, part, 0);
                at = part.end();
            }
            layer.fault().ifPresent(fault -> fault(layer, fault));
            out.println();
        }
    }

    /** Line ends and the like between parts say nothing; other bytes that nobody explains are shown. */
    private void gap(Layer layer, int from, int to) {
        boolean blank = true;
        for (int i = from; i < to; i++) {
            blank &= layer.bytes()[i] == '\r' || layer.bytes()[i] == '\n';
        }
        if (!blank) {
            line(layer, from, to, 0, "?");
        }
    }

    private void part(Layer layer, Part part, int depth) {
        String text = part.label() + (part.meaning().isEmpty() ? "" : ": " + part.meaning());
        if (part.parts().isEmpty()) {
            line(layer, part.offset(), part.end(), depth, text);
        } else {
            line(layer, part.offset(), part.offset(), depth, text);
            part.parts().forEach(inner -> part(layer, inner, depth + 1));
        }
    }

    private void fault(Layer layer, Fault fault) {
        int at = Math.min(fault.offset(), layer.bytes().length);
        int until = Math.min(at + BYTES_PER_LINE, layer.bytes().length);
        String saw = at == until ? "the bytes end" : "there is " + HEX.formatHex(layer.bytes(), at, until);
        out.println(colours.string("  @|bold,red decoding ends at byte " + at + "|@") + ": expected " + fault.expected()
                + "; " + saw);
    }

    private void line(Layer layer, int from, int to, int depth, String text) {
        byte[] bytes = Arrays.copyOfRange(layer.bytes(), from, to);
        boolean isText = bytes.length > 2 && isText(bytes);
        int perLine = isText ? COLUMN - 3 : BYTES_PER_LINE;
        int shown = Math.min(bytes.length, perLine * MOST_LINES);
        String first = show(bytes, 0, Math.min(perLine, shown), isText);
        out.printf("  %5d  %-" + COLUMN + "s  %s%s%n", from, first, "  ".repeat(depth), text);
        for (int i = perLine; i < shown; i += perLine) {
            out.println(" ".repeat(9) + show(bytes, i, Math.min(i + perLine, shown), isText));
        }
        if (shown < bytes.length) {
            out.println(" ".repeat(9) + "… " + (bytes.length - shown) + " more bytes");
        }
    }

    private static String show(byte[] bytes, int from, int to, boolean isText) {
        return isText ? new String(bytes, from, to - from, StandardCharsets.US_ASCII) : HEX.formatHex(bytes, from, to);
    }

    private static boolean isText(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' || b > '~') {
                return false;
            }
        }
        return true;
    }
}
