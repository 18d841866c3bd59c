package org.polymeter.gateway.history;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All cells of a page under one key.
 *
 * <p>As bytes: what it holds (1 numbers, 2 texts, 4 not in every row, 8 numbers of unlike decimals); which rows have a
 * number, and which a text, as bits, if not all have the same; decimals; numbers, each as the difference to the one
 * before; texts.
 */
final class Column {

    private static final int NUMBERS = 1;
    private static final int TEXTS = 2;
    private static final int SPARSE = 4;
    private static final int UNLIKE = 8;

    private final int key;

    /** Which rows have a number, and which a text. */
    private final BitSet numbers;

    private final BitSet written;

    /** By row; 0 where there is no number. */
    private final byte[] decimals;

    private final long[] mantissas;
    private final @Nullable String[] texts;

    /** {@code count}: of rows; none has a cell yet. */
    private Column(int key, int count) {
        this.key = key;
        this.numbers = new BitSet(count);
        this.written = new BitSet(count);
        this.decimals = new byte[count];
        this.mantissas = new long[count];
        this.texts = new String[count];
    }

    static byte[] bytes(List<Row> rows, int key) {
        return gather(rows, key).bytes(rows.size());
    }

    static Column read(ColumnReader in, int key, int count) {
        Column column = new Column(key, count);
        byte holds = in.oneByte();
        if ((holds & SPARSE) != 0) {
            readBits(in, column.numbers, count);
            readBits(in, column.written, count);
        } else {
            ((holds & NUMBERS) != 0 ? column.numbers : column.written).set(0, count);
        }
        if ((holds & NUMBERS) != 0) {
            column.readNumbers(in, (holds & UNLIKE) != 0);
        }
        if ((holds & TEXTS) != 0) {
            List<String> texts = in.texts(column.written.cardinality());
            int next = 0;
            for (int row = column.written.nextSetBit(0); row >= 0; row = column.written.nextSetBit(row + 1)) {
                column.texts[row] = texts.get(next++);
            }
        }
        return column;
    }

    /** The rows that columns make; cells in the order of the columns. */
    static List<Row> rows(long[] times, List<String> notes, List<Column> columns) {
        List<Row> rows = new ArrayList<>(times.length);
        int[] keys = new int[0];
        byte[] decimals = new byte[0];
        for (int row = 0; row < times.length; row++) {
            int[] nextKeys = new int[columns.size()];
            byte[] nextDecimals = new byte[columns.size()];
            long[] mantissas = new long[columns.size()];
            @Nullable String[] texts = new String[columns.size()];
            int size = 0;
            boolean anyText = false;
            for (Column column : columns) {
                boolean isText = column.written.get(row);
                if (isText || column.numbers.get(row)) {
                    nextKeys[size] = column.key;
                    nextDecimals[size] = column.decimals[row];
                    mantissas[size] = column.mantissas[row];
                    texts[size] = column.texts[row];
                    anyText |= isText;
                    size++;
                }
            }
            keys = sameAs(keys, Arrays.copyOf(nextKeys, size));
            decimals = Arrays.equals(decimals, 0, decimals.length, nextDecimals, 0, size)
                    ? decimals
                    : Arrays.copyOf(nextDecimals, size);
            long[] numbers = size == mantissas.length ? mantissas : Arrays.copyOf(mantissas, size);
            rows.add(
                    anyText
                            ? new Row(times[row], notes.get(row), keys, decimals, numbers, Arrays.copyOf(texts, size))
                            : new Row(times[row], notes.get(row), keys, decimals, numbers));
        }
        return rows;
    }

    private static int[] sameAs(int[] known, int[] next) {
        return Arrays.equals(known, next) ? known : next;
    }

    private static Column gather(List<Row> rows, int key) {
        Column column = new Column(key, rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            int cell = row.indexOf(key);
            if (cell < 0) {
                continue;
            }
            String text = row.text(cell);
            if (text == null) {
                column.numbers.set(i);
                column.mantissas[i] = row.mantissa(cell);
                column.decimals[i] = row.decimals(cell);
            } else {
                column.written.set(i);
                column.texts[i] = text;
            }
        }
        return column;
    }

    private byte[] bytes(int count) {
        boolean sparse = numbers.cardinality() != count && written.cardinality() != count;
        boolean unlike = numbers.stream().map(row -> decimals[row]).distinct().count() > 1;
        ColumnWriter out = new ColumnWriter();
        out.number((numbers.isEmpty() ? 0 : NUMBERS)
                | (written.isEmpty() ? 0 : TEXTS)
                | (sparse ? SPARSE : 0)
                | (unlike ? UNLIKE : 0));
        if (sparse) {
            writeBits(out, numbers, count);
            writeBits(out, written, count);
        }
        if (!numbers.isEmpty()) {
            writeNumbers(out, unlike);
        }
        if (!written.isEmpty()) {
            List<String> all = new ArrayList<>();
            written.stream().forEach(row -> all.add(texts[row]));
            out.texts(all);
        }
        return out.toBytes();
    }

    private void writeNumbers(ColumnWriter out, boolean unlike) {
        if (unlike) {
            numbers.stream().forEach(row -> out.number(decimals[row]));
        } else {
            out.number(decimals[numbers.nextSetBit(0)]);
        }
        long before = 0;
        for (int row = numbers.nextSetBit(0); row >= 0; row = numbers.nextSetBit(row + 1)) {
            out.signed(mantissas[row] - before);
            before = mantissas[row];
        }
    }

    private void readNumbers(ColumnReader in, boolean unlike) {
        byte like = unlike ? 0 : (byte) in.number();
        for (int row = numbers.nextSetBit(0); row >= 0; row = numbers.nextSetBit(row + 1)) {
            decimals[row] = unlike ? (byte) in.number() : like;
        }
        long before = 0;
        for (int row = numbers.nextSetBit(0); row >= 0; row = numbers.nextSetBit(row + 1)) {
            before += in.signed();
            mantissas[row] = before;
        }
    }

    private static void writeBits(ColumnWriter out, BitSet bits, int count) {
        out.bytes(Arrays.copyOf(bits.toByteArray(), (count + Byte.SIZE - 1) / Byte.SIZE));
    }

    private static void readBits(ColumnReader in, BitSet bits, int count) {
        byte[] bytes = new byte[(count + Byte.SIZE - 1) / Byte.SIZE];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = in.oneByte();
        }
        bits.or(BitSet.valueOf(bytes));
    }
}
