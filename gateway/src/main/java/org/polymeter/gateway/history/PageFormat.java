package org.polymeter.gateway.history;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Rows as bytes, column by column: what changes little from row to row costs little. Then all of it is deflated, with
 * zlib's checksum.
 *
 * <p>Version 1: the version; the number of rows; times, as differences of differences; notes; the number of
 * columns; for each column the key, as difference to the one before, its length in bytes, and the bytes ({@link
 * Column}). Numbers have a variable length, seven bits a byte, low bits first.
 */
final class PageFormat {

    private static final int VERSION = 1;
    private static final int DEFLATED = 4096;

    private PageFormat() {}

    /** {@code rows}: in the order of time. */
    static byte[] bytes(List<Row> rows) {
        ColumnWriter out = new ColumnWriter();
        out.number(VERSION);
        out.number(rows.size());
        writeTimes(rows, out);
        out.texts(rows.stream().map(Row::note).toList());
        TreeSet<Integer> keys = new TreeSet<>();
        for (Row row : rows) {
            for (int i = 0; i < row.size(); i++) {
                keys.add(row.key(i));
            }
        }
        out.number(keys.size());
        int before = 0;
        for (int key : keys) {
            byte[] column = Column.bytes(rows, key);
            out.number(key - before);
            out.number(column.length);
            out.bytes(column);
            before = key;
        }
        return deflated(out.toBytes());
    }

    /**
     * The rows, with the cells of some keys only.
     *
     * @throws DamagedPageException if these are not bytes of a page
     * @throws IOException if a later version has written them
     */
    static List<Row> rows(byte[] page, IntPredicate wanted) throws IOException {
        try {
            return read(new ColumnReader(inflated(page)), wanted);
        } catch (DataFormatException | IndexOutOfBoundsException e) {
            throw new DamagedPageException("a page of the history is damaged", e);
        }
    }

    private static List<Row> read(ColumnReader in, IntPredicate wanted) throws IOException {
        long version = in.number();
        if (version != VERSION) {
            throw new IOException("a page of the history is of version " + version + "; this program knows " + VERSION);
        }
        int count = (int) in.number();
        long[] times = readTimes(in, count);
        List<String> notes = in.texts(count);
        List<Column> columns = new ArrayList<>();
        int key = 0;
        for (long left = in.number(); left > 0; left--) {
            key += (int) in.number();
            int length = (int) in.number();
            if (wanted.test(key)) {
                columns.add(Column.read(in, key, count));
            } else {
                in.skip(length);
            }
        }
        return Column.rows(times, notes, columns);
    }

    private static void writeTimes(List<Row> rows, ColumnWriter out) {
        long time = 0;
        long step = 0;
        for (Row row : rows) {
            long next = row.time() - time;
            out.signed(next - step);
            step = next;
            time = row.time();
        }
    }

    private static long[] readTimes(ColumnReader in, int count) {
        long[] times = new long[count];
        long time = 0;
        long step = 0;
        for (int i = 0; i < count; i++) {
            step += in.signed();
            time += step;
            times[i] = time;
        }
        return times;
    }

    private static byte[] deflated(byte[] plain) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            deflater.setInput(plain);
            deflater.finish();
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] part = new byte[DEFLATED];
            while (!deflater.finished()) {
                out.write(part, 0, deflater.deflate(part));
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    private static byte[] inflated(byte[] deflated) throws DataFormatException {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(deflated);
            ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 4);
            byte[] part = new byte[DEFLATED];
            while (!inflater.finished()) {
                int length = inflater.inflate(part);
                if (length == 0 && (inflater.needsInput() || inflater.needsDictionary())) {
                    throw new DataFormatException("it ends too early");
                }
                out.write(part, 0, length);
            }
            return out.toByteArray();
        } finally {
            inflater.end();
        }
    }
}
