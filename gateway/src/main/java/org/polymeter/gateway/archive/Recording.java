package org.polymeter.gateway.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an archive holds, its frames and its rejects in the order of their coming. */
public final class Recording implements AutoCloseable {

    private final List<Strand> strands;

    /** Files that follow each other, and the entry that comes next. */
    private static final class Strand implements AutoCloseable {

        private final List<Path> files;
        private Optional<EntryReader> reader = Optional.empty();
        private Optional<Entry> head = Optional.empty();

        Strand(List<Path> files) throws IOException {
            this.files = new ArrayList<>(files);
            advance();
        }

        void advance() throws IOException {
            head = reader.isPresent() ? reader.get().next() : Optional.empty();
            while (head.isEmpty() && !files.isEmpty()) {
                close();
                reader = EntryReader.of(Files.newInputStream(files.removeFirst()));
                head = reader.isPresent() ? reader.get().next() : Optional.empty();
            }
        }

        @Override
        public void close() throws IOException {
            if (reader.isPresent()) {
                reader.get().close();
            }
        }
    }

    private Recording(List<Strand> strands) {
        this.strands = strands;
    }

    /**
     * Opens the folder of an archive, or one file of it.
     *
     * @throws IOException if there is nothing of an archive
     */
    public static Recording open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (!isArchive(path)) {
                throw new IOException(path + " is no archive of Polymeter");
            }
            return new Recording(List.of(new Strand(List.of(path))));
        }
        List<Path> frames = Shelf.files(path, Archive.FRAMES);
        List<Path> rejects = Shelf.files(path, Archive.REJECTS);
        if (frames.isEmpty() && rejects.isEmpty()) {
            throw new FileNotFoundException("there is no archive in " + path);
        }
        return new Recording(List.of(new Strand(frames), new Strand(rejects)));
    }

    /** Whether a file begins as those of an archive do. */
    public static boolean isArchive(Path file) throws IOException {
        Optional<EntryReader> reader = EntryReader.of(Files.newInputStream(file));
        if (reader.isPresent()) {
            reader.get().close();
        }
        return reader.isPresent();
    }

    /** The next entry; empty at the end. */
    public Optional<Entry> next() throws IOException {
        Optional<Strand> earliest = Optional.empty();
        for (Strand strand : strands) {
            if (strand.head.isPresent()
                    && (earliest.isEmpty() || received(strand).isBefore(received(earliest.get())))) {
                earliest = Optional.of(strand);
            }
        }
        Optional<Entry> entry = earliest.flatMap(strand -> strand.head);
        if (earliest.isPresent()) {
            earliest.get().advance();
        }
        return entry;
    }

    @Override
    public void close() throws IOException {
        for (Strand strand : strands) {
            strand.close();
        }
    }

    private static Instant received(Strand strand) {
        return strand.head.orElseThrow().received();
    }
}
