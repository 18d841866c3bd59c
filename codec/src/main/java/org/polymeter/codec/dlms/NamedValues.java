package org.polymeter.codec.dlms;

import org.polymeter.codec.observation.Obis;

/**
 * Lists that name their values: an OBIS code, its value and perhaps scaler and unit, one after the
 * other, flat or in structures of their own. Aidon, Kamstrup, Kaifa and Sagemcom in Austria, L+G.
 *
 * <p>One algorithm reads them all, because depth first they are the same sequence of tokens.
 */
final class NamedValues {

    private final DataTree tree;
    private final Values values;
    private Obis pending = Obis.NONE; // named, and waiting for its value
    private int named;
    private int unnamed;

    NamedValues(DataTree tree, Values values) {
        this.tree = tree;
        this.values = values;
    }

    /** Returns false if the body is a list of values that nothing names. */
    boolean report() {
        pending = Obis.NONE;
        named = 0;
        unnamed = 0;
        if (isValuesOnlyPush()) {
            return false;
        }
        int node = 0;
        while (node < tree.size()) {
            node = tree.isContainer(node) ? container(node) : leaf(node);
        }
        return named > unnamed;
    }

    /** Iskra in Carinthia: the name of the push setup, then bare values. */
    private boolean isValuesOnlyPush() {
        return tree.size() > 1 && tree.isContainer(0) && tree.isObis(1) && Codes.isPushSetup(tree.obis(1));
    }

    private int container(int node) {
        boolean expected = !pending.isNone();
        if (expected && isScaledValue(node)) {
            return node + 1;
        }
        pending = Obis.NONE;
        return expected && !containsObis(node) ? tree.next(node) : node + 1; // a value with a structure
    }

    /** {@code structure{value, structure{scaler, unit}}} after an OBIS code. */
    private boolean isScaledValue(int node) {
        return tree.count(node) == 2 && !tree.isContainer(node + 1) && tree.isScalerUnit(node + 2);
    }

    private boolean containsObis(int node) {
        for (int i = node + 1; i < tree.next(node); i++) {
            if (tree.isObis(i)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the node after the value and its scaler. */
    private int leaf(int node) {
        int after = node + 1;
        boolean identifies = !pending.isNone() && Codes.isIdentity(pending);
        if (tree.isObis(node) && !identifies) {
            pending = tree.obis(node);
            named++;
        } else if (pending.isNone()) {
            unnamed(node);
        } else {
            boolean scaled = tree.isScalerUnit(after);
            values.value(pending, node, scaled ? after : Values.NONE);
            pending = Obis.NONE;
            return scaled ? tree.next(after) : after;
        }
        return after;
    }

    /**
     * What lists leave unnamed by custom: the version or the clock comes first, the meter number
     * last.
     */
    private void unnamed(int node) {
        if (tree.isNull(node)) {
            return;
        }
        if (node <= 1 && tree.isDateTime(node)) {
            values.clock(Codes.CLOCK, node);
        } else if (node <= 1 && tree.isText(node)) {
            values.unnamed(node);
        } else if (tree.isText(node) && isLast(node)) {
            values.value(Codes.METER_NUMBER, node, Values.NONE);
        } else {
            unnamed++;
            if (unnamed == 1) {
                values.warning(node, "a value that no OBIS code names is left out");
            }
        }
    }

    private boolean isLast(int node) {
        for (int i = node + 1; i < tree.size(); i++) {
            if (!tree.isNull(i)) {
                return false;
            }
        }
        return true;
    }
}
