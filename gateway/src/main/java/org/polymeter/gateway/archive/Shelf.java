package org.polymeter.gateway.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Numbered files of one sort; each run and each day begins a new one. When they are too many or too old, the oldest go.
 * One thread.
 */
final class Shelf implements AutoCloseable {

    private static final Duration LONGEST_FILE = Duration.ofDays(1);
    private static final long LEAST_FILE = 1 << 16;
    private static final long LARGEST_FILE = 4 << 20;
    private static final int FILES_PER_SHELF = 8;

    private final Path folder;
    private final String ending;
    private final Bounds bounds;
    private final long fileSize;

    /** Complete ones, oldest first. */
    private final Deque<Path> files = new ArrayDeque<>();

    private long next = 1;
    private @Nullable Open open;

    /** The file that is written to. */
    private record Open(Path path, EntryWriter writer, Instant begun) {}

    private Shelf(Path folder, String ending, Bounds bounds) {
        this.folder = folder;
        this.ending = ending;
        this.bounds = bounds;
        this.fileSize = Math.clamp(bounds.largest() / FILES_PER_SHELF, LEAST_FILE, LARGEST_FILE);
    }

    /** {@code ending}: of its files' names, with the dot. */
    static Shelf open(Path folder, String ending, Bounds bounds) throws IOException {
        Shelf shelf = new Shelf(folder, ending, bounds);
        shelf.files.addAll(files(folder, ending));
        if (!shelf.files.isEmpty()) {
            shelf.next = number(shelf.files.getLast()) + 1;
        }
        return shelf;
    }

    /** Oldest first. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().matches("\\d{10}\\" + ending))
                    .sorted()
                    .toList();
        }
    }

    void put(Entry entry, Instant now) throws IOException {
        if (bounds.largest() == 0) {
            return;
        }
        Open current = open;
        if (current == null) {
            tidy(now);
            current = create(now);
            open = current;
        }
        current.writer.write(entry);
    }

    /** Puts into the file what was taken, and begins another one if this is full. */
    void flush(Instant now) throws IOException {
        Open current = open;
        if (current != null) {
            current.writer.flush();
            if (Files.size(current.path) >= fileSize || !now.isBefore(current.begun.plus(LONGEST_FILE))) {
                close();
            }
        }
    }

    /** Removes what is too much or too old. */
    void tidy(Instant now) throws IOException {
        long sum = fileSize;
        for (Path file : files) {
            sum += size(file);
        }
        while (!files.isEmpty() && (sum > bounds.largest() || isOld(files.getFirst(), now))) {
            Path oldest = files.removeFirst();
            sum -= size(oldest);
            Files.deleteIfExists(oldest);
        }
    }

    /** Completes the file that is written to; the next entry begins another one. */
    @Override
    public void close() throws IOException {
        Open current = open;
        open = null;
        if (current != null) {
            files.addLast(current.path);
            current.writer.close();
        }
    }

    private Open create(Instant now) throws IOException {
        Path path = folder.resolve(String.format(Locale.ROOT, "%010d%s", next, ending));
        next++;
        Files.createFile(path);
        if (Files.getFileStore(path).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------")); // serial numbers
        }
        try {
            return new Open(path, new EntryWriter(Files.newOutputStream(path, StandardOpenOption.WRITE)), now);
        } catch (IOException e) { // a full disk: not an empty file at each try
            Files.deleteIfExists(path);
            throw e;
        }
    }

    private boolean isOld(Path file, Instant now) throws IOException {
        try {
            return Files.getLastModifiedTime(file)
                    .toInstant()
                    .plus(bounds.longest())
                    .isBefore(now);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    /** Somebody may have removed it. */
    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().split("\\.", 2)[0]);
    }
}
