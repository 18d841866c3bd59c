package org.polymeter.codec.dlms;

/** Type tags of A-XDR data, Blue Book 4.1.5. */
final class Tag {

    static final int NULL_DATA = 0x00;
    static final int ARRAY = 0x01;
    static final int STRUCTURE = 0x02;
    static final int BOOLEAN = 0x03;
    static final int BIT_STRING = 0x04;
    static final int DOUBLE_LONG = 0x05;
    static final int DOUBLE_LONG_UNSIGNED = 0x06;
    static final int OCTET_STRING = 0x09;
    static final int VISIBLE_STRING = 0x0A;
    static final int UTF8_STRING = 0x0C;
    static final int BCD = 0x0D;
    static final int INTEGER = 0x0F;
    static final int LONG = 0x10;
    static final int UNSIGNED = 0x11;
    static final int LONG_UNSIGNED = 0x12;
    static final int COMPACT_ARRAY = 0x13;
    static final int LONG64 = 0x14;
    static final int LONG64_UNSIGNED = 0x15;
    static final int ENUM = 0x16;
    static final int FLOAT32 = 0x17;
    static final int FLOAT64 = 0x18;
    static final int DATE_TIME = 0x19;
    static final int DATE = 0x1A;
    static final int TIME = 0x1B;
    static final int DONT_CARE = 0xFF;

    /** What {@link #size} says of types that carry their own length. */
    static final int VARIABLE = -1;

    /** What {@link #size} says of bytes that are no tag. */
    static final int UNKNOWN = -2;

    private static final int DELTA_INTEGER = 0x1C;
    private static final int DELTA_LONG = 0x1D;
    private static final int DELTA_DOUBLE_LONG = 0x1E;
    private static final int DELTA_UNSIGNED = 0x1F;
    private static final int DELTA_LONG_UNSIGNED = 0x20;
    private static final int DELTA_DOUBLE_LONG_UNSIGNED = 0x21;

    private Tag() {}

    /** Bytes of the contents, {@link #VARIABLE} or {@link #UNKNOWN}. */
    static int size(int tag) {
        return switch (tag) {
            case NULL_DATA, DONT_CARE -> 0;
            case BOOLEAN, BCD, INTEGER, UNSIGNED, ENUM, DELTA_INTEGER, DELTA_UNSIGNED -> 1;
            case LONG, LONG_UNSIGNED, DELTA_LONG, DELTA_LONG_UNSIGNED -> 2;
            case DOUBLE_LONG, DOUBLE_LONG_UNSIGNED, FLOAT32, DELTA_DOUBLE_LONG, DELTA_DOUBLE_LONG_UNSIGNED, TIME -> 4;
            case DATE -> 5;
            case LONG64, LONG64_UNSIGNED, FLOAT64 -> 8;
            case DATE_TIME -> DateTime.BYTES;
            case ARRAY, STRUCTURE, COMPACT_ARRAY, BIT_STRING, OCTET_STRING, VISIBLE_STRING, UTF8_STRING -> VARIABLE;
            default -> UNKNOWN;
        };
    }

    /** Whether the contents are a whole number, the sign of which {@link #isSigned} tells. */
    static boolean isInteger(int tag) {
        return switch (tag) {
            case DOUBLE_LONG, DOUBLE_LONG_UNSIGNED, INTEGER, LONG, UNSIGNED, LONG_UNSIGNED -> true;
            case LONG64, LONG64_UNSIGNED -> true;
            default -> false;
        };
    }

    static boolean isSigned(int tag) {
        return tag == INTEGER || tag == LONG || tag == DOUBLE_LONG || tag == LONG64;
    }

    static boolean isContainer(int tag) {
        return tag == ARRAY || tag == STRUCTURE;
    }

    static boolean isText(int tag) {
        return tag == OCTET_STRING || tag == VISIBLE_STRING || tag == UTF8_STRING;
    }

    /** The standard's name of the type. */
    static String name(int tag) {
        return switch (tag) {
            case NULL_DATA -> "null-data";
            case ARRAY -> "array";
            case STRUCTURE -> "structure";
            case BOOLEAN -> "boolean";
            case BIT_STRING -> "bit-string";
            case DOUBLE_LONG -> "double-long";
            case DOUBLE_LONG_UNSIGNED -> "double-long-unsigned";
            case OCTET_STRING -> "octet-string";
            case VISIBLE_STRING -> "visible-string";
            case UTF8_STRING -> "utf8-string";
            case BCD -> "bcd";
            case INTEGER -> "integer";
            case LONG -> "long";
            case UNSIGNED -> "unsigned";
            case LONG_UNSIGNED -> "long-unsigned";
            case COMPACT_ARRAY -> "compact-array";
            case LONG64 -> "long64";
            case LONG64_UNSIGNED -> "long64-unsigned";
            case ENUM -> "enum";
            case FLOAT32 -> "float32";
            case FLOAT64 -> "float64";
            case DATE_TIME -> "date-time";
            case DATE -> "date";
            case TIME -> "time";
            case DONT_CARE -> "dont-care";
            default -> "a type of data";
        };
    }

    /** The type as signatures of lists write it: {@code u4}, {@code i2}, {@code o} … */
    static String letter(int tag) {
        return switch (tag) {
            case NULL_DATA, DONT_CARE -> "n";
            case ARRAY -> "A";
            case STRUCTURE -> "S";
            case BOOLEAN -> "b";
            case BIT_STRING -> "x";
            case OCTET_STRING -> "o";
            case VISIBLE_STRING -> "v";
            case UTF8_STRING -> "t";
            case INTEGER, LONG, DOUBLE_LONG, LONG64 -> "i";
            case UNSIGNED, LONG_UNSIGNED, DOUBLE_LONG_UNSIGNED, LONG64_UNSIGNED -> "u";
            case ENUM -> "e";
            case FLOAT32, FLOAT64 -> "f";
            case DATE_TIME, DATE, TIME -> "d";
            default -> "z";
        };
    }
}
