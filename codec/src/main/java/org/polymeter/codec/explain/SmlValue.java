package org.polymeter.codec.explain;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.observation.Unit;

/** Turns type, length and contents of one element of SML into one part that says its value. */
final class SmlValue {

    private static final int TYPE_MASK = 0x70;
    private static final int OCTETS = 0x00;
    private static final int BOOLEAN = 0x40;
    private static final int SIGNED = 0x50;
    private static final int UNSIGNED = 0x60;
    private static final int LIST = 0x70;

    private SmlValue() {}

    /** {@code part}: its first parts are the bytes of type and length. */
    static Part of(Part part, byte[] bytes) {
        List<Part> others = part.parts().stream()
                .filter(inner -> !inner.label().equals(Value.SML_HEAD))
                .toList();
        int type = bytes[part.offset()] & TYPE_MASK;
        if (type == LIST) {
            return new Part(part.offset(), part.length(), part.label(), part.meaning(), elements(part));
        }
        boolean isThere = !others.isEmpty() && others.getLast().length() > 0;
        String meaning = "left out";
        if (isThere) {
            Part contents = others.getLast();
            meaning = contents.meaning().isEmpty()
                    ? say(part.label(), type, Arrays.copyOfRange(bytes, contents.offset(), contents.end()))
                    : contents.meaning();
        }
        return new Part(part.offset(), part.length(), part.label(), meaning, List.of());
    }

    /** All but its own head; within what is skipped, lists are not opened, so their heads lie among the others. */
    private static List<Part> elements(Part list) {
        boolean[] isBehindHead = {false};
        return list.parts().stream()
                .filter(part -> {
                    isBehindHead[0] |= !part.label().equals(Value.SML_HEAD);
                    return isBehindHead[0];
                })
                .map(part -> part.label().equals(Value.SML_HEAD)
                        ? new Part(part.offset(), part.length(), "list", "", List.of())
                        : part)
                .toList();
    }

    private static String say(String label, int type, byte[] value) {
        return switch (type) {
            case OCTETS -> Value.octets(value);
            case BOOLEAN -> value[0] == 0 ? "false" : "true";
            case SIGNED -> label.equals("scaler") ? "× 10^" + new BigInteger(value) : new BigInteger(value).toString();
            case UNSIGNED -> number(label, new BigInteger(1, value));
            default -> "";
        };
    }

    private static String number(String label, BigInteger value) {
        int code = value.intValue();
        return switch (label) {
            case "unit" ->
                code > 0 && code <= 0xFF ? code + ", " + Unit.ofCode(code).symbol() : value.toString();
            case "message tag" ->
                switch (code) {
                    case 0x0101 -> "Open.Res";
                    case 0x0201 -> "Close.Res";
                    case 0x0701 -> "GetList.Res";
                    case 0xFF01 -> "Attention.Res";
                    default -> "";
                };
            case "message checksum", "status" -> "";
            case "choice of a time" ->
                switch (code) {
                    case 1 -> "seconds of operation";
                    case 2 -> "timestamp";
                    case 3 -> "local timestamp";
                    default -> value.toString();
                };
            case "timestamp" ->
                value.bitLength() > 32
                        ? ""
                        : java.time.Instant.ofEpochSecond(value.longValue()).toString();
            default -> value.toString();
        };
    }
}
