package org.polymeter.codec.dlms;

/**
 * The types of a list in a few characters, such as {@code S18:o16,o8,u4x4,u2x6,u4x6}: a structure of
 * 18, an octet-string of 16 bytes, one of 8, four unsigned numbers of 4 bytes …
 *
 * <p>Letters: o octet-string, v visible-string, t utf8-string, u unsigned, i signed, b boolean, e
 * enum, f float, d date or time, x bit-string, n null-data, S structure, A array, z others; the
 * number is the length in bytes. Equal neighbours are counted.
 */
final class Signature {

    private static final int LONGEST = 200;

    private final DataTree tree;

    Signature(DataTree tree) {
        this.tree = tree;
    }

    String of(int node) {
        StringBuilder text = new StringBuilder();
        type(node, text);
        if (tree.isContainer(node)) {
            text.append(':');
            elements(node, text);
        }
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "…";
    }

    private void elements(int container, StringBuilder text) {
        int repeated = 1;
        for (int child = container + 1; child < tree.next(container); child = tree.next(child)) {
            int following = tree.next(child);
            if (following < tree.next(container) && alike(child, following)) {
                repeated++;
                continue;
            }
            element(child, text);
            text.append(repeated > 1 ? "x" + repeated : "").append(following < tree.next(container) ? "," : "");
            repeated = 1;
            if (text.length() > LONGEST) {
                return;
            }
        }
    }

    private void element(int node, StringBuilder text) {
        type(node, text);
        if (tree.isContainer(node)) {
            text.append('(');
            elements(node, text);
            text.append(')');
        }
    }

    private void type(int node, StringBuilder text) {
        text.append(Tag.letter(tree.tag(node)));
        if (!tree.isNull(node)) {
            text.append(tree.length(node));
        }
    }

    /** Containers are alike if all they contain is. */
    private boolean alike(int one, int other) {
        int nodes = tree.next(one) - one;
        if (tree.next(other) - other != nodes) {
            return false;
        }
        for (int i = 0; i < nodes; i++) {
            if (tree.tag(one + i) != tree.tag(other + i) || tree.length(one + i) != tree.length(other + i)) {
                return false;
            }
        }
        return true;
    }
}
