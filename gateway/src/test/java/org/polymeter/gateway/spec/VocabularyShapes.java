package org.polymeter.gateway.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.codec.reading.Vocabulary.Row;

/** The vocabulary as patterns of names: what is known of a name holds, and unknown names may come. */
final class VocabularyShapes {

    private static final String PHASE = "[1-3]";
    private static final String QUADRANT = "[1-4]";

    /** 1 to 63. */
    private static final String TARIFF = "([1-9]|[1-5][0-9]|6[0-3])";

    private VocabularyShapes() {}

    /** Object {@code values} of readings: name to number or text. */
    static ObjectNode values() {
        ObjectNode values = Shapes.typed("object");
        Shapes.described(values, "Name to value; a name that begins with x_ has no place in the vocabulary");
        values.put("minProperties", 1).set("propertyNames", Shapes.defined("name"));
        ObjectNode known = values.putObject("patternProperties");
        Vocabulary.standard().rows().forEach(row -> known.set(pattern(row), value(row)));
        values.set("additionalProperties", Shapes.numberOrText());
        return values;
    }

    /** Object {@code quantities} of descriptors: name to kind, unit and origin. */
    static ObjectNode quantities() {
        ObjectNode any = Shapes.object(
                Shapes.always("kind", Shapes.oneOf(Words.KINDS)),
                Shapes.sometimes("unit", Shapes.text()),
                Shapes.sometimes("decimals", Shapes.count()),
                Shapes.sometimes("obis", Shapes.described(Shapes.text(), "The code it was read from")),
                Shapes.sometimes("derived", Shapes.list(Shapes.defined("name"))),
                Shapes.sometimes("name", Shapes.described(Shapes.text(), "For people")));
        ObjectNode quantities = Shapes.map(Shapes.defined("name"), any);
        ObjectNode known = quantities.putArray("allOf").addObject().putObject("patternProperties");
        Vocabulary.standard().rows().forEach(row -> known.set(pattern(row), quantity(row)));
        return quantities;
    }

    /** {@code voltage_l{N}_v} is {@code ^voltage_l[1-3]_v$}. */
    static String pattern(Row row) {
        String names = row.name().replace("{N}", PHASE).replace("{Q}", QUADRANT).replace("{T}", TARIFF);
        return "^" + names + "$";
    }

    /** The word of the profile. */
    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static ObjectNode value(Row row) {
        ObjectNode shape = switch (row.kind()) {
            case GAUGE, COUNTER, NET -> Shapes.typed("number");
            case STATE -> Shapes.numberOrText();
            case TEXT -> Shapes.text();
            case TIME -> Shapes.text(Definitions.TIME);
        };
        String unit = row.unit().isEmpty() ? "" : ", in " + row.unit();
        return Shapes.described(shape, row.meaning() + unit + " (" + word(row.kind()) + ")");
    }

    private static ObjectNode quantity(Row row) {
        ObjectNode kind = Shapes.constant(word(row.kind()));
        ObjectNode quantity = Shapes.typed("object");
        ObjectNode properties = quantity.putObject("properties");
        properties.set("kind", kind);
        if (!row.unit().isEmpty()) {
            properties.set("unit", Shapes.constant(row.unit()));
            quantity.set("required", Shapes.array(List.of("unit")));
        }
        return quantity;
    }
}
