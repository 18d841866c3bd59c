package org.polymeter.codec.dlms;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.StringJoiner;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Telegram;

/** What {@link DataReader} makes of A-XDR data, as a line of text that can be compared with others'. */
public final class DataText {

    private final DataTree tree = new DataTree();
    private int node;

    private DataText() {}

    /** {@code [a,b,[c]]}: numbers in decimal, strings in hex, containers in brackets. */
    public static String of(byte[] data) {
        ByteCursor in = new ByteCursor();
        in.wrap(data, 0, data.length, new Telegram());
        DataText text = new DataText();
        new DataReader(in, text.tree).read();
        return in.ok() ? text.next() : "no data: " + in.outcome();
    }

    private String next() {
        int here = node++;
        if (tree.isContainer(here)) {
            StringJoiner elements = new StringJoiner(",", "[", "]");
            while (node < tree.next(here)) {
                elements.add(next());
            }
            return elements.toString();
        }
        if (tree.isNull(here)) {
            return "null";
        }
        int at = tree.position(here);
        return switch (tree.tag(here)) {
            case Tag.BOOLEAN -> tree.number(here) != 0 ? "true" : "false";
            case Tag.ENUM, Tag.BCD -> Long.toString(tree.number(here));
            default -> {
                if (!tree.isInteger(here)) {
                    yield HexFormat.of().formatHex(Arrays.copyOfRange(tree.bytes(), at, at + tree.length(here)));
                }
                boolean signed = Tag.isSigned(tree.tag(here));
                yield signed ? Long.toString(tree.number(here)) : Long.toUnsignedString(tree.number(here));
            }
        };
    }
}
