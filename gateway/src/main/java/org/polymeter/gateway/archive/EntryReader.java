package org.polymeter.gateway.archive;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/** Reads what an {@link EntryWriter} has written, as far as it is there. */
public final class EntryReader implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final DataInputStream in;
    private boolean ended;

    private EntryReader(DataInputStream in) {
        this.in = in;
    }

    /** {@code source} is closed with this; empty if it is no archive, and then it is closed. */
    public static Optional<EntryReader> of(InputStream source) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(source, BUFFER);
        if (!Arrays.equals(buffered.readNBytes(EntryWriter.MARK.length), EntryWriter.MARK)) {
            source.close();
            return Optional.empty();
        }
        return Optional.of(new EntryReader(
                new DataInputStream(new BufferedInputStream(new InflaterInputStream(buffered), BUFFER))));
    }

    /** The next entry; empty at the end, and where the stream was cut or is damaged. */
    public Optional<Entry> next() throws IOException {
        if (ended) {
            return Optional.empty();
        }
        Optional<Entry> entry = Optional.empty();
        try {
            entry = Entry.read(in);
        } catch (EOFException | ZipException e) { // the end, a cut, or no longer what was written
            ended = true;
        }
        ended |= entry.isEmpty();
        return entry;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
