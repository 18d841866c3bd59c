package org.polymeter.codec.dlms;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;

/**
 * IDIS CII "selective" push: a list of the objects that are captured, then their values in the same
 * order. Landis+Gyr and Iskraemeco in Switzerland.
 *
 * <pre>
 * structure { array { structure { class, logical name, attribute, data index … } … }, value, value … }
 * </pre>
 *
 * The first definition usually describes the array itself, so that definition k belongs to element k.
 */
final class PushObjects {

    private static final int DATA = 1;
    private static final int REGISTER = 3;
    private static final int EXTENDED_REGISTER = 4;
    private static final int DEMAND_REGISTER = 5;
    private static final int CLOCK = 8;
    private static final int PUSH_SETUP = 40;
    private static final int DISCONNECT_CONTROL = 70;
    private static final int LIMITER = 71;
    private static final int MBUS_CLIENT = 72;

    private static final int VALUE = 2; // attribute 2 of nearly every class
    private static final int MBUS_IDENTIFICATION = 6;
    private static final int MBUS_DEVICE_TYPE = 9;

    private static final int ARRAY_NODE = 1;
    private static final int DESCRIBED_NODE = 2;

    private final DataTree tree;
    private final Values values;
    private int shift; // 1 if no definition describes the array of definitions

    PushObjects(DataTree tree, Values values) {
        this.tree = tree;
        this.values = values;
    }

    boolean isPresent() {
        return tree.size() > ARRAY_NODE + 1
                && tree.tag(0) == Tag.STRUCTURE
                && tree.tag(ARRAY_NODE) == Tag.ARRAY
                && tree.count(ARRAY_NODE) > 0
                && isDefinition(ARRAY_NODE + 1);
    }

    void report() {
        int definitions = tree.count(ARRAY_NODE);
        int elements = tree.count(0);
        int first = ARRAY_NODE + 1;
        shift = describesArray(first, elements, definitions) ? 0 : 1;
        int element = shift == 0 ? ARRAY_NODE : tree.next(ARRAY_NODE);
        int definition = first;
        int end = tree.next(ARRAY_NODE);
        while (definition < end && element < tree.size()) {
            if (isDefinition(definition)) {
                object(definition, element);
            } else {
                values.warning(definition, "an object definition in an unknown form is left out");
            }
            definition = tree.next(definition);
            element = tree.next(element);
        }
        if (elements > definitions + shift) {
            values.warning(element, (elements - definitions - shift) + " values without definition are left out");
        }
    }

    /** Czech lists: {@code structure { enum, array { structure { descriptor, value } … } }}. */
    boolean areDescribed() {
        return tree.size() > DESCRIBED_NODE + 1
                && tree.tag(0) == Tag.STRUCTURE
                && tree.tag(1) == Tag.ENUM
                && tree.tag(DESCRIBED_NODE) == Tag.ARRAY
                && tree.count(DESCRIBED_NODE) > 0
                && isDefinition(DESCRIBED_NODE + 2);
    }

    void reportDescribed() {
        int element = DESCRIBED_NODE + 1;
        while (element < tree.next(DESCRIBED_NODE)) {
            int descriptor = element + 1;
            if (tree.tag(element) == Tag.STRUCTURE && tree.count(element) == 2 && isDefinition(descriptor)) {
                described(descriptor, tree.next(descriptor));
            } else {
                values.warning(element, "a value without descriptor is left out");
            }
            element = tree.next(element);
        }
    }

    private void described(int descriptor, int value) {
        int classId = classId(descriptor);
        Obis name = tree.obis(descriptor + 2);
        if (classId == PUSH_SETUP) {
            values.out().list(name);
        } else {
            value(classId, name, attribute(descriptor), value, Values.NONE);
        }
    }

    /** Reports one attribute of one object, as an event-notification has it. */
    void attribute(int classId, Obis name, int attribute, int node) {
        value(classId, name, attribute, node, Values.NONE);
    }

    /** Class, logical name and attribute; whatever follows is of no use here. */
    private boolean isDefinition(int node) {
        return node + 3 < tree.size()
                && tree.tag(node) == Tag.STRUCTURE
                && tree.count(node) >= 3
                && tree.tag(node + 1) == Tag.LONG_UNSIGNED
                && tree.isObisBytes(node + 2)
                && tree.tag(node + 3) == Tag.INTEGER;
    }

    /**
     * Counts decide: one element more than definitions means that the array is not among them. If
     * the counts are equal but the first definition is something that cannot be an array, the last
     * value was trimmed.
     */
    private boolean describesArray(int first, int elements, int definitions) {
        int classId = classId(first);
        if (classId == PUSH_SETUP && attribute(first) == VALUE) {
            return true;
        }
        boolean scalar =
                classId == REGISTER || classId == EXTENDED_REGISTER || classId == DEMAND_REGISTER || classId == CLOCK;
        return elements == definitions && !scalar;
    }

    private void object(int definition, int element) {
        int classId = classId(definition);
        int attribute = attribute(definition);
        Obis name = tree.obis(definition + 2);
        if (classId == PUSH_SETUP) {
            if (attribute == 1) {
                values.out().list(name);
            }
            return;
        }
        int scalerUnit = elementOf(classId, name, scalerUnitAttribute(classId));
        if (scalerUnit != Values.NONE && !tree.isScalerUnit(scalerUnit)) {
            scalerUnit = Values.NONE;
        }
        if (value(classId, name, attribute, element, scalerUnit) && hasNumber(element)) {
            int captured = elementOf(classId, name, captureAttribute(classId));
            if (captured != Values.NONE) {
                values.capturedAt(captured);
            }
        }
    }

    private boolean value(int classId, Obis name, int attribute, int node, int scalerUnit) {
        if (tree.isContainer(node) || tree.isNull(node)) {
            return false;
        }
        return switch (classId) {
            case PUSH_SETUP -> false;
            case CLOCK -> attribute == VALUE && values.clock(name, node);
            case DATA -> attribute == VALUE && data(name, node, scalerUnit);
            case DEMAND_REGISTER -> (attribute == VALUE || attribute == 3) && values.value(name, node, scalerUnit);
            case DISCONNECT_CONTROL, LIMITER ->
                (attribute == VALUE || attribute == 3) && values.value(name, node, scalerUnit);
            case MBUS_CLIENT -> mbusClient(name, attribute, node);
            default -> attribute == VALUE && values.value(name, node, scalerUnit);
        };
    }

    /** A data object has no scaler; what it means by a number is its own affair. */
    private boolean data(Obis name, int node, int scalerUnit) {
        if (tree.isInteger(node) && name.a() == 0 && !Codes.isIdentity(name)) {
            return values.whole(name, node, 0, Unit.NONE);
        }
        return values.value(name, node, scalerUnit);
    }

    /**
     * A meter behind this one. Its parts get the codes that P1 has for them: 0-n:96.1.0 for the
     * identification number (EN 13757-3: packed BCD), 0-n:24.1.0 for the device type.
     */
    private boolean mbusClient(Obis name, int attribute, int node) {
        if (!tree.isInteger(node)) {
            return false;
        }
        long number = tree.number(node);
        if (attribute == MBUS_IDENTIFICATION) {
            return values.number(Obis.of(0, name.b(), 96, 1, 0), unpacked(number));
        }
        if (attribute == MBUS_DEVICE_TYPE) {
            values.out().amount(name, number, 0, Unit.NONE);
            return true;
        }
        return false;
    }

    /** The digits of a BCD number; a number that is none is taken as it is. */
    private static long unpacked(long bcd) {
        long digits = 0;
        for (int shift = 28; shift >= 0; shift -= 4) {
            long digit = bcd >>> shift & 0xF;
            if (digit > 9) {
                return bcd;
            }
            digits = 10 * digits + digit;
        }
        return digits;
    }

    /** The element that holds another attribute of the same object. */
    private int elementOf(int classId, Obis name, int attribute) {
        if (attribute == 0) {
            return Values.NONE;
        }
        int element = shift == 0 ? ARRAY_NODE : tree.next(ARRAY_NODE);
        int definition = ARRAY_NODE + 1;
        while (definition < tree.next(ARRAY_NODE) && element < tree.size()) {
            if (isDefinition(definition)
                    && attribute(definition) == attribute
                    && classId(definition) == classId
                    && tree.obis(definition + 2).packed() == name.packed()) {
                return element;
            }
            definition = tree.next(definition);
            element = tree.next(element);
        }
        return Values.NONE;
    }

    private static int scalerUnitAttribute(int classId) {
        return switch (classId) {
            case REGISTER, EXTENDED_REGISTER -> 3;
            case DEMAND_REGISTER -> 4;
            default -> 0;
        };
    }

    private static int captureAttribute(int classId) {
        return switch (classId) {
            case EXTENDED_REGISTER -> 5;
            case DEMAND_REGISTER -> 6;
            default -> 0;
        };
    }

    private boolean hasNumber(int node) {
        return tree.isInteger(node);
    }

    private int classId(int definition) {
        return (int) tree.number(definition + 1);
    }

    private int attribute(int definition) {
        return (int) tree.number(definition + 3);
    }
}
