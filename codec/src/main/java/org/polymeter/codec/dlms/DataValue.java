package org.polymeter.codec.dlms;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.bytes.ByteCursor;
import org.polymeter.codec.observation.Telegram;

/** A value as it was sent, type by type (Blue Book 4.1.5), for those who spell out messages instead of reading them. */
public sealed interface DataValue {

    /** An array or a structure. */
    record Elements(List<DataValue> list) implements DataValue {}

    record Whole(long number) implements DataValue {}

    /** A floating-point number, in the shortest decimal that means the same. */
    record Fraction(String digits) implements DataValue {}

    /**
     * A string, date or time.
     *
     * @param hex in upper case
     * @param visible whether it is a text by its type, and not octets
     */
    record Text(String hex, boolean visible) implements DataValue {}

    /** An enumeration; of units, mostly. */
    record Code(int number) implements DataValue {}

    record Truth(boolean value) implements DataValue {}

    /** Null-data. */
    record Nothing() implements DataValue {}

    /** Reads the value that begins there; empty if the bytes are none. */
    static Optional<DataValue> read(byte[] bytes, int offset, int length) {
        ByteCursor in = new ByteCursor();
        DataTree tree = new DataTree();
        in.wrap(bytes, offset, length, new Telegram());
        new DataReader(in, tree).read();
        return in.ok() && tree.size() > 0 ? Optional.of(of(tree, 0)) : Optional.empty();
    }

    private static DataValue of(DataTree tree, int node) {
        if (tree.isContainer(node)) {
            List<DataValue> list = new ArrayList<>();
            for (int child = node + 1; child < tree.next(node); child = tree.next(child)) {
                list.add(of(tree, child));
            }
            return new Elements(list);
        }
        int tag = tree.tag(node);
        if (tree.isInteger(node)) {
            return new Whole(tree.number(node));
        }
        return switch (tag) {
            case Tag.NULL_DATA, Tag.DONT_CARE -> new Nothing();
            case Tag.BOOLEAN -> new Truth(tree.number(node) != 0);
            case Tag.ENUM -> new Code((int) tree.number(node));
            case Tag.FLOAT32, Tag.FLOAT64 -> fraction(tag, tree.number(node));
            default -> new Text(hex(tree, node), tag == Tag.VISIBLE_STRING || tag == Tag.UTF8_STRING);
        };
    }

    private static DataValue fraction(int tag, long bits) {
        return FloatDigits.isFinite(tag, bits)
                ? new Fraction(FloatDigits.of(tag, bits).toPlainString())
                : new Nothing();
    }

    private static String hex(DataTree tree, int node) {
        int at = tree.position(node);
        return HexFormat.of().withUpperCase().formatHex(tree.bytes(), at, at + tree.length(node));
    }
}
