package org.polymeter.gateway.adapter;

import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Unit;

/**
 * One line of a {@link FieldTable}.
 *
 * @param label the profile's name of a value whose code nobody stated; empty where the field's own
 *     name has to do
 * @param whole unit of a number written without decimals
 * @param decimal unit of a number written with decimals; mostly the same
 * @param when path of the value's own time, or empty
 */
record Field(Kind kind, Obis obis, String label, Unit whole, Unit decimal, String when) {

    enum Kind {
        NUMBER,
        TEXT,
        /** A number or a word. */
        STATE,
        IDENTITY,
        OCTETS
    }

    Field(Kind kind, Obis obis, Unit unit) {
        this(kind, obis, "", unit, unit, "");
    }

    /** A value that the profile names. */
    static Field named(Kind kind, String name, Unit unit, String when) {
        return new Field(kind, Obis.NONE, name, unit, unit, when);
    }

    static Field of(Obis obis, String unit, String when) {
        int bar = unit.indexOf('|');
        return switch (unit) {
            case "text" -> new Field(Kind.TEXT, obis, Unit.NONE);
            case "id" -> new Field(Kind.IDENTITY, obis, Unit.NONE);
            case "octets" -> new Field(Kind.OCTETS, obis, Unit.NONE);
            case "-" -> new Field(Kind.NUMBER, obis, "", Unit.NONE, Unit.NONE, when);
            default ->
                bar < 0
                        ? new Field(Kind.NUMBER, obis, "", Unit.named(unit), Unit.named(unit), when)
                        : new Field(
                                Kind.NUMBER,
                                obis,
                                "",
                                Unit.named(unit.substring(bar + 1)),
                                Unit.named(unit.substring(0, bar)),
                                when);
        };
    }

    Field in(Unit unit) {
        return new Field(kind, obis, label, unit, unit, when);
    }

    /** The same rules for another code. */
    Field as(Obis code) {
        return new Field(kind, code, label, whole, decimal, "");
    }

    /** The unit of a number is told by how it is written (docs/profile.md, gPlug). */
    Unit unitOf(Decimal number) {
        return number.fraction() ? decimal : whole;
    }
}
