package org.polymeter.codec.explain;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;

/**
 * Turns type, length and contents of one A-XDR value into one part that says its value, for nobody
 * wants to see the type byte on a line of its own.
 */
final class Value {

    /** What stands in front of every element of SML. */
    static final String SML_HEAD = "type, length";

    private static final int OBIS_BYTES = 6;
    private static final int MOST_TEXT = 64;

    private Value() {}

    static Part of(Part part, byte[] bytes) {
        List<Part> parts = part.parts();
        if (!parts.isEmpty() && parts.getFirst().label().equals(SML_HEAD)) {
            return SmlValue.of(part, bytes);
        }
        if (parts.isEmpty() && part.meaning().isEmpty() && part.end() <= bytes.length) {
            return new Part(
                    part.offset(),
                    part.length(),
                    part.label(),
                    Words.of(part.label(), Arrays.copyOfRange(bytes, part.offset(), part.end())),
                    List.of());
        }
        boolean plain = !parts.isEmpty()
                && parts.getFirst().label().equals("type")
                && parts.stream().allMatch(inner -> inner.parts().isEmpty())
                && parts.size() <= 3;
        boolean isContainer = part.label().equals("structure")
                || part.label().equals("array")
                || part.label().equals("compact-array");
        if (isContainer) {
            return container(part, bytes);
        }
        if (!plain) {
            return part;
        }
        Part contents = parts.getLast();
        String said = say(part.label(), contents, bytes);
        String noted = contents.meaning();
        String meaning = noted.isEmpty() ? said : noted;
        return new Part(part.offset(), part.length(), part.label(), meaning, List.of());
    }

    /** {@code structure of 3}; of scaler and unit, what they are. */
    private static Part container(Part part, byte[] bytes) {
        List<Part> values = part.parts().stream()
                .filter(inner -> !inner.label().equals("type") && !inner.label().equals("number of elements"))
                .toList();
        boolean isCounted = values.size() != part.parts().size();
        String label = isCounted ? part.label() + " of " + count(part, values.size(), bytes) : part.label();
        boolean scaler = values.size() == 2
                && values.get(0).label().equals("integer")
                && values.get(1).label().equals("enum");
        String meaning = part.meaning();
        if (scaler && meaning.isEmpty()) {
            String unit = Unit.ofCode(bytes[values.get(1).end() - 1] & 0xFF).symbol();
            meaning = "× 10^" + bytes[values.get(0).end() - 1] + " " + (unit.isEmpty() ? "(no unit)" : unit);
            return new Part(part.offset(), part.length(), "scaler, unit", meaning, List.of());
        }
        return new Part(part.offset(), part.length(), label, meaning, values);
    }

    /** As it says, for where decoding ends there are fewer. */
    private static int count(Part container, int seen, byte[] bytes) {
        int stated = container.length() > 1 ? bytes[container.offset() + 1] : -1;
        return stated < 0 || container.label().equals("compact-array") ? seen : stated;
    }

    private static String say(String type, Part contents, byte[] bytes) {
        if (contents.length() == 0 || contents.label().equals("type") || contents.end() > bytes.length) {
            return "";
        }
        byte[] value = Arrays.copyOfRange(bytes, contents.offset(), contents.end());
        return switch (type) {
            case "double-long", "long", "integer", "long64" -> new BigInteger(value).toString();
            case "double-long-unsigned", "unsigned", "long-unsigned", "long64-unsigned", "enum" ->
                new BigInteger(1, value).toString();
            case "boolean" -> value[0] == 0 ? "false" : "true";
            case "visible-string", "utf8-string" -> text(value);
            case "octet-string" -> contents.label().startsWith("length") ? "" : octets(value);
            default -> "";
        };
    }

    static String octets(byte[] value) {
        if (value.length == OBIS_BYTES && (value[5] == (byte) 0xFF || (value[0] | 1) == 1)) {
            Obis obis = Obis.ofPacked(new BigInteger(1, value).longValue());
            Optional<Quantity> quantity = Vocabulary.standard().quantity(obis);
            return quantity.map(known -> obis + " " + known.name()).orElse(obis.toString());
        }
        return isPrintable(value) ? text(value) : "";
    }

    static String text(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1);
        return '"' + (text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text) + '"';
    }

    private static boolean isPrintable(byte[] value) {
        for (byte b : value) {
            if (b < ' ' || b > '~') {
                return false;
            }
        }
        return value.length > 0;
    }
}
