package org.polymeter.gateway.archive;

import java.io.Closeable;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** What an archive holds, its frames and its rejects in the order of their coming. */
public final class Recording implements AutoCloseable {

    /** The name of the one file in a bundle. */
    public static final String IN_BUNDLE = "entries.archive";

    private static final byte[] ZIP = {'P', 'K', 3, 4};

    private final List<Strand> strands;
    private final Closeable container;

    /** A file, to be opened when its turn comes. */
    private interface Volume {
        InputStream open() throws IOException;
    }

    /** Files that follow each other, and the entry that comes next. */
    private static final class Strand implements AutoCloseable {

        private final Deque<Volume> volumes;
        private Optional<EntryReader> reader = Optional.empty();
        private Optional<Entry> head = Optional.empty();

        Strand(List<Volume> volumes) throws IOException {
            this.volumes = new ArrayDeque<>(volumes);
            advance();
        }

        void advance() throws IOException {
            head = reader.isPresent() ? reader.get().next() : Optional.empty();
            while (head.isEmpty() && !volumes.isEmpty()) {
                close();
                reader = EntryReader.of(volumes.removeFirst().open());
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

    private Recording(List<Strand> strands, Closeable container) {
        this.strands = strands;
        this.container = container;
    }

    /**
     * Opens the folder of an archive, one file of it, or a bundle.
     *
     * @throws IOException if there is nothing of an archive
     */
    public static Recording open(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            return folder(path);
        }
        if (isBundle(path)) {
            return bundle(path);
        }
        if (!isArchive(path)) {
            throw new IOException(path + " is no archive of Polymeter, and no bundle");
        }
        return new Recording(List.of(new Strand(List.of(volume(path)))), () -> {});
    }

    /** Whether a file is a container of files, as bundles are. */
    public static boolean isBundle(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(ZIP.length), ZIP);
        }
    }

    private static Recording folder(Path path) throws IOException {
        List<Path> frames = Shelf.files(path, Archive.FRAMES);
        List<Path> rejects = Shelf.files(path, Archive.REJECTS);
        if (frames.isEmpty() && rejects.isEmpty()) {
            throw new FileNotFoundException("there is no archive in " + path);
        }
        return new Recording(
                List.of(
                        new Strand(frames.stream().map(Recording::volume).toList()),
                        new Strand(rejects.stream().map(Recording::volume).toList())),
                () -> {});
    }

    @SuppressWarnings("MustBeClosedChecker") // closed with the recording
    private static Recording bundle(Path path) throws IOException {
        ZipFile zip = new ZipFile(path.toFile());
        ZipEntry entry = zip.getEntry(IN_BUNDLE);
        if (entry == null) {
            zip.close();
            throw new IOException(path + " is no bundle of Polymeter: it holds no " + IN_BUNDLE);
        }
        return new Recording(List.of(new Strand(List.of(() -> zip.getInputStream(entry)))), zip);
    }

    private static Volume volume(Path file) {
        return () -> Files.newInputStream(file);
    }

    private static boolean isArchive(Path file) throws IOException {
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
        container.close();
    }

    private static Instant received(Strand strand) {
        return strand.head.orElseThrow().received();
    }
}
