package org.polymeter.gateway.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/** What is in an archive, the newest first: file by file from the end, as far back as somebody wants to see. */
public final class LookBack {

    private final Path folder;

    /** {@code folder}: of an archive. */
    public LookBack(Path folder) {
        this.folder = folder;
    }

    /** Good frames, or what could not be used. */
    public enum Part {
        FRAMES(Archive.FRAMES),
        REJECTS(Archive.REJECTS);

        private final String ending;

        Part(String ending) {
            this.ending = ending;
        }
    }

    /**
     * The newest entries, newest first.
     *
     * @param order of entries, oldest first
     * @param wanted which of them
     * @param most how many
     */
    public List<Entry> newest(Part part, Comparator<Entry> order, Predicate<Entry> wanted, int most)
            throws IOException {
        PriorityQueue<Entry> kept = new PriorityQueue<>(order);
        for (Path file : files(part).reversed()) {
            if (kept.size() >= most) {
                break;
            }
            read(file, entry -> {
                if (wanted.test(entry)) {
                    kept.add(entry);
                }
                if (kept.size() > most) {
                    kept.remove();
                }
                return true;
            });
        }
        List<Entry> newest = new ArrayList<>(kept);
        newest.sort(order.reversed());
        return newest;
    }

    /** The entry that came then and is the one. */
    public Optional<Entry> find(Part part, Instant received, Predicate<Entry> wanted) throws IOException {
        List<Entry> found = new ArrayList<>();
        for (Path file : files(part).reversed()) {
            if (beginsAfter(file, received)) {
                continue;
            }
            read(file, entry -> {
                if (entry.received().equals(received) && wanted.test(entry)) {
                    found.add(entry);
                }
                return found.isEmpty();
            });
            break;
        }
        return found.stream().findFirst();
    }

    private boolean beginsAfter(Path file, Instant received) throws IOException {
        List<Entry> first = new ArrayList<>();
        read(file, entry -> {
            first.add(entry);
            return false;
        });
        return first.isEmpty() || first.getFirst().received().isAfter(received);
    }

    private List<Path> files(Part part) throws IOException {
        return Files.isDirectory(folder) ? Shelf.files(folder, part.ending) : List.of();
    }

    /** {@code taker}: whether it wants more. What was tidied away meanwhile is empty. */
    private static void read(Path file, Predicate<Entry> taker) throws IOException {
        try {
            Optional<EntryReader> opened = EntryReader.of(Files.newInputStream(file));
            if (opened.isEmpty()) {
                return;
            }
            try (EntryReader reader = opened.get()) {
                Optional<Entry> entry = reader.next();
                while (entry.isPresent() && taker.test(entry.get())) {
                    entry = reader.next();
                }
            }
        } catch (NoSuchFileException e) {
            return;
        }
    }
}
