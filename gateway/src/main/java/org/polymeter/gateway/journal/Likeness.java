package org.polymeter.gateway.journal;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Makes records of a file short, and whole again. A meter says nearly the same each time: a record is deflated with
 * the one before it as a dictionary, and little more than what is new is left of it. Records have to be followed in their
 * order. One thread.
 */
final class Likeness implements AutoCloseable {

    private static final int ROOM = 64;

    private final int longest;
    private byte[] before = new byte[0];
    private @Nullable Deflater deflater;
    private @Nullable Inflater inflater;

    /** {@code longest}: bytes that a record may have. */
    Likeness(int longest) {
        this.longest = longest;
    }

    /** What is new in the record that comes next. */
    byte[] shorten(byte[] record) {
        Deflater open = deflater == null ? new Deflater(Deflater.DEFAULT_COMPRESSION, true) : deflater;
        deflater = open;
        open.reset();
        open.setDictionary(before);
        open.setInput(record);
        open.finish();
        byte[] out = new byte[record.length / 2 + ROOM];
        int length = 0;
        while (!open.finished()) {
            if (length == out.length) {
                out = Arrays.copyOf(out, 2 * length);
            }
            length += open.deflate(out, length, out.length - length);
        }
        return Arrays.copyOf(out, length);
    }

    /**
     * The record that comes next.
     *
     * @throws DataFormatException if it is none
     */
    byte[] restore(byte[] shortened) throws DataFormatException {
        Inflater open = inflater == null ? new Inflater(true) : inflater;
        inflater = open;
        open.reset();
        open.setDictionary(before);
        open.setInput(shortened);
        byte[] out = new byte[before.length + ROOM];
        int length = 0;
        while (!open.finished()) {
            if (length == out.length) {
                out = Arrays.copyOf(out, 2 * length);
            }
            int more = open.inflate(out, length, out.length - length);
            length += more;
            if (length > longest || (more == 0 && (open.needsInput() || open.needsDictionary()))) {
                throw new DataFormatException("no record");
            }
        }
        return Arrays.copyOf(out, length);
    }

    /** Remembers the record that came. */
    void follow(byte[] record) {
        before = record;
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }
}
