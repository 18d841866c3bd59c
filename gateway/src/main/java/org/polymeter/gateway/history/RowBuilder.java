package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.TimeSource;

/** Gathers the cells of a row, in any order. */
final class RowBuilder {

    private static final long LONG_BITS = Long.SIZE;

    private final TreeMap<Integer, Object> cells = new TreeMap<>();

    /** A number that no long can hold is kept as text: exact, and long. */
    RowBuilder number(int key, BigDecimal number) {
        boolean fits = number.unscaledValue().bitLength() < LONG_BITS && number.scale() >= 0 && number.scale() <= 99;
        cells.put(key, fits ? number : number.toPlainString());
        return this;
    }

    RowBuilder text(int key, String text) {
        cells.put(key, text);
        return this;
    }

    Row build(long time, String note) {
        int[] keys = new int[cells.size()];
        byte[] decimals = new byte[cells.size()];
        long[] mantissas = new long[cells.size()];
        @Nullable String[] texts = new String[cells.size()];
        boolean anyText = false;
        int next = 0;
        for (Map.Entry<Integer, Object> cell : cells.entrySet()) {
            keys[next] = cell.getKey();
            switch (cell.getValue()) {
                case BigDecimal number -> {
                    mantissas[next] = number.unscaledValue().longValue();
                    decimals[next] = (byte) number.scale();
                }
                default -> {
                    texts[next] = cell.getValue().toString();
                    anyText = true;
                }
            }
            next++;
        }
        return anyText
                ? new Row(time, note, keys, decimals, mantissas, texts)
                : new Row(time, note, keys, decimals, mantissas);
    }

    /** A reading as a row. */
    static Row row(Reading reading, Quantities quantities) throws SQLException {
        RowBuilder row = new RowBuilder();
        for (int i = 0; i < reading.size(); i++) {
            int key = quantities.key(reading.quantity(i));
            if (reading.isText(i)) {
                row.text(key, reading.plain(i));
            } else {
                row.number(key, reading.number(i));
            }
        }
        return row.build(reading.time().toEpochMilli(), note(reading));
    }

    /** Empty for a reading as most are: pushed, by the meter's clock, and good. */
    private static String note(Reading reading) {
        StringBuilder note = new StringBuilder();
        if (reading.timeSource() != TimeSource.METER) {
            note.append(reading.timeSource().word());
        }
        if (reading.origin() != Origin.PUSH) {
            note.append(note.isEmpty() ? "" : " ").append(reading.origin().word());
        }
        for (String flag : reading.quality()) {
            note.append(note.isEmpty() ? "" : " ").append(flag);
        }
        return note.toString();
    }
}
