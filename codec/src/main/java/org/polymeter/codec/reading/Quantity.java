package org.polymeter.codec.reading;

import org.polymeter.codec.observation.Unit;

/**
 * A name of the harmonized profile, such as {@code energy_import_t1_kwh}: one name, one meaning,
 * one unit, on every meter. Made by {@link Vocabulary} only, so equal names of one kind are one object.
 */
public final class Quantity implements Comparable<Quantity> {

    /** How values of a quantity behave over time. */
    public enum Kind {
        /** Goes up and down. */
        GAUGE,
        /** A register that only grows. */
        COUNTER,
        /** A register that is the difference of two. */
        NET,
        /** One of a few words or numbers. */
        STATE,
        TEXT,
        /** A point in time. */
        TIME;

        /** Whether values are amounts of a unit or counts. */
        public boolean isNumber() {
            return this == GAUGE || this == COUNTER || this == NET;
        }
    }

    private final String name;
    private final Kind kind;
    private final Unit unit;

    Quantity(String name, Kind kind, Unit unit) {
        this.name = name;
        this.kind = kind;
        this.unit = unit;
    }

    public String name() {
        return name;
    }

    public Kind kind() {
        return kind;
    }

    /** The profile's unit; its symbol is that of {@code info.quantities.*.unit}, empty if none. */
    public Unit unit() {
        return unit;
    }

    @Override
    public int compareTo(Quantity other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
