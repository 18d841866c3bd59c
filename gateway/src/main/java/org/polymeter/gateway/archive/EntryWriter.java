package org.polymeter.gateway.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes entries into one stream: a mark, then all of them compressed together, because the frames of one meter
 * resemble each other. After a {@link #flush} everything until there can be read, whatever happens to the rest.
 */
public final class EntryWriter implements AutoCloseable {

    static final byte[] MARK = "polymeter archive 1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int BUFFER = 1 << 16;

    private final Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    private final DeflaterOutputStream out;

    /** {@code target} is closed with this. */
    public EntryWriter(OutputStream target) throws IOException {
        target.write(MARK);
        out = new DeflaterOutputStream(new BufferedOutputStream(target, BUFFER), deflater, BUFFER, true);
    }

    /** Takes an entry; it is not in the stream yet. */
    public void write(Entry entry) throws IOException {
        out.write(entry.toBytes());
    }

    void flush() throws IOException {
        out.flush();
    }

    @Override
    public void close() throws IOException {
        try {
            out.close();
        } finally {
            deflater.end(); // frees what is not memory of Java
        }
    }
}
