package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Rollup.Last;
import org.polymeter.gateway.history.Rollup.Register;

/** Rollups of all quantities of a meter over some time, by the quantity's number. */
final class Rollups {

    /** Cells of a quantity; their keys are 16 × its number + these. */
    private static final int CELLS = 16;

    private static final int COUNT = 0;
    private static final int MINIMUM = 1;
    private static final int MAXIMUM = 2;
    private static final int SUM = 3;
    private static final int FIRST = 4;
    private static final int LAST = 5;
    private static final int FALL = 6;
    private static final int TEXT = 7;
    private static final int FIRST_TIME = 8;
    private static final int LAST_TIME = 9;

    private final TreeMap<Integer, Rollup> byQuantity = new TreeMap<>();
    private final Quantities quantities;

    Rollups(Quantities quantities) {
        this.quantities = quantities;
    }

    /** The quantity that a cell of a rollup's row is of. */
    static int quantity(int cell) {
        return cell / CELLS;
    }

    /** Whether a cell tells when the first or the last value was true. */
    static boolean isTime(int cell) {
        return cell % CELLS == FIRST_TIME || cell % CELLS == LAST_TIME;
    }

    /** From the first to the last value of each quantity, by its number. */
    static Map<Integer, Span> spans(Row row) {
        Map<Integer, Span> spans = new TreeMap<>();
        for (int i = 0; i < row.size(); i++) {
            int quantity = quantity(row.key(i));
            int cell = quantity * CELLS;
            spans.computeIfAbsent(
                    quantity, unused -> new Span(time(row, cell + FIRST_TIME), time(row, cell + LAST_TIME)));
        }
        return spans;
    }

    static Rollups of(List<Row> readings, Quantities quantities) {
        Rollups rollups = new Rollups(quantities);
        readings.forEach(rollups::add);
        return rollups;
    }

    Map<Integer, Rollup> byQuantity() {
        return byQuantity;
    }

    /** Adds a reading that is later than all before. */
    private void add(Row reading) {
        Instant time = Instant.ofEpochMilli(reading.time());
        for (int i = 0; i < reading.size(); i++) {
            add(reading.key(i), rollup(reading, i, time));
        }
    }

    private Rollup rollup(Row reading, int cell, Instant time) {
        String text = reading.text(cell);
        if (text != null) {
            return new Last(time, time, text);
        }
        BigDecimal number = reading.number(cell);
        return switch (quantities.kind(reading.key(cell))) {
            case GAUGE -> new Gauge(time, time, 1, number, number, number);
            case COUNTER, NET -> new Register(time, time, number, number, BigDecimal.ZERO);
            case STATE, TEXT, TIME -> new Last(time, time, number.toPlainString());
        };
    }

    /** Adds what is later than all before. */
    void add(Rollups later) {
        later.byQuantity.forEach(this::add);
    }

    /** Adds what is later than all before of a quantity. */
    void add(int quantity, Rollup later) {
        byQuantity.merge(quantity, later, (before, after) -> join(quantity, before, after));
    }

    private Rollup join(int quantity, Rollup before, Rollup after) {
        if (before instanceof Gauge gauge && after instanceof Gauge other) {
            return gauge.with(other);
        }
        if (before instanceof Register register && after instanceof Register other) {
            return register.then(other, quantities.kind(quantity) == Kind.NET);
        }
        return after; // words; or a quantity that was a number and is a text now
    }

    /**
     * Adds a reading of that time that comes late, when the readings are gone. What is within the time of those that
     * were there may be one of them: it changes extremes and nothing else.
     */
    void addLate(Row reading) {
        Instant time = Instant.ofEpochMilli(reading.time());
        for (int i = 0; i < reading.size(); i++) {
            int quantity = reading.key(i);
            byQuantity.merge(quantity, rollup(reading, i, time), (known, late) -> late(quantity, known, late));
        }
    }

    private Rollup late(int quantity, Rollup known, Rollup late) {
        if (late.firstTime().isAfter(known.lastTime())) {
            return join(quantity, known, late);
        }
        if (late.firstTime().isBefore(known.firstTime())) {
            return known instanceof Last ? known : join(quantity, late, known);
        }
        return known instanceof Gauge gauge && late instanceof Gauge other ? gauge.stretched(other) : known;
    }

    /** As a row of a page. */
    Row row(long time) {
        RowBuilder row = new RowBuilder();
        byQuantity.forEach((quantity, rollup) -> {
            int cell = quantity * CELLS;
            row.number(cell + FIRST_TIME, offset(rollup.firstTime(), time));
            row.number(cell + LAST_TIME, offset(rollup.lastTime(), time));
            switch (rollup) {
                case Gauge gauge ->
                    row.number(cell + COUNT, BigDecimal.valueOf(gauge.count()))
                            .number(cell + MINIMUM, gauge.minimum())
                            .number(cell + MAXIMUM, gauge.maximum())
                            .number(cell + SUM, gauge.sum());
                case Register register ->
                    row.number(cell + FIRST, register.first())
                            .number(cell + LAST, register.last())
                            .number(cell + FALL, register.fall());
                case Last last -> row.text(cell + TEXT, last.text());
            }
        });
        return row.build(time, "");
    }

    /** From a row of a page. */
    static Rollups of(Row row, Quantities quantities) {
        Rollups rollups = new Rollups(quantities);
        for (int i = 0; i < row.size(); i++) {
            int quantity = quantity(row.key(i));
            if (!rollups.byQuantity.containsKey(quantity)) {
                rollups.byQuantity.put(quantity, rollup(row, quantity * CELLS));
            }
        }
        return rollups;
    }

    private static Rollup rollup(Row row, int cell) {
        Instant first = time(row, cell + FIRST_TIME);
        Instant last = time(row, cell + LAST_TIME);
        int text = row.indexOf(cell + TEXT);
        if (text >= 0) {
            return new Last(first, last, String.valueOf(row.text(text)));
        }
        if (row.indexOf(cell + COUNT) >= 0) {
            return new Gauge(
                    first,
                    last,
                    number(row, cell + COUNT).longValueExact(),
                    number(row, cell + MINIMUM),
                    number(row, cell + MAXIMUM),
                    number(row, cell + SUM));
        }
        return new Register(first, last, number(row, cell + FIRST), number(row, cell + LAST), number(row, cell + FALL));
    }

    private static BigDecimal number(Row row, int key) {
        int cell = row.indexOf(key);
        if (cell < 0) {
            return BigDecimal.ZERO;
        }
        String text = row.text(cell);
        return text == null ? row.number(cell) : new BigDecimal(text); // too long for a long
    }

    private static BigDecimal offset(Instant time, long from) {
        return BigDecimal.valueOf(time.toEpochMilli() - from);
    }

    private static Instant time(Row row, int key) {
        return Instant.ofEpochMilli(row.time() + number(row, key).longValueExact());
    }
}
