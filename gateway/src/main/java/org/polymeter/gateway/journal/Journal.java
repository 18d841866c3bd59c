package org.polymeter.gateway.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Numbered records in files, appended at one end and given up at the other: when they are released, or when there are
 * too many bytes. A
 * record is safe from the end of this program when {@link #append} returns, and from a power cut after the next
 * {@link #sync}. One thread writes; readers may be others.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private static final long LONGEST_STEP = 64 << 10;

    private final Path folder;
    private final long largest;
    private final long segmentSize;

    /** By the number of their first record; the last one is written. */
    private final NavigableMap<Long, Path> segments = new ConcurrentSkipListMap<>();

    /** Null while the disk has no room for one. */
    private volatile @Nullable Segment current;

    private long earlier; // bytes in segments before the current one
    private volatile long next;
    private volatile long released;

    private Journal(Path folder, long largest, long segmentSize, @Nullable Segment current, long next) {
        this.folder = folder;
        this.largest = largest;
        this.segmentSize = segmentSize;
        this.current = current;
        this.next = next;
    }

    /**
     * Opens or begins a journal. Half a record at its end, as a power cut leaves it, is removed. A disk that is full
     * is no obstacle: appending fails until there is room.
     *
     * @param largest bytes that all files together may have
     * @param segmentSize bytes of one file, roughly
     */
    static Journal open(Path folder, long largest, long segmentSize) throws IOException {
        Files.createDirectories(folder);
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(path -> path.getFileName().toString().matches("\\d{20}\\" + Segment.ENDING))
                    .sorted()
                    .toList();
        }
        long next = 1;
        Optional<Segment> last = Optional.empty();
        if (!files.isEmpty()) {
            Path path = files.getLast();
            next = Segment.first(path);
            last = Segment.open(path, step(segmentSize));
            while (last.isPresent() && last.get().read().isPresent()) {
                next++;
            }
            if (last.isPresent() && last.get().cut()) {
                LOG.info("journal: removed half a record at the end of {}", path);
            }
        }
        Segment current = last.orElse(null);
        Journal journal = new Journal(folder, largest, segmentSize, current, next);
        for (Path path : files) {
            boolean isCurrent = current != null && path.equals(current.path());
            if (isCurrent || Segment.first(path) < next) { // else it was being created
                journal.segments.put(Segment.first(path), path);
                journal.earlier += isCurrent ? 0 : Files.size(path);
            }
        }
        if (current == null) {
            journal.begin();
        }
        return journal;
    }

    /** A file grows in eight steps, or in more of 64 KiB. */
    private static int step(long segmentSize) {
        return (int) Math.min(LONGEST_STEP, segmentSize / 8);
    }

    /** Appends a record; returns its number, which is one more than that of the last. */
    long append(byte[] record) throws IOException {
        Segment to = current;
        if (to == null || to.position() >= segmentSize) {
            to = roll();
        }
        try {
            to.append(record);
        } catch (IOException e) {
            removeReleased(); // they may be what fills the disk
            throw e;
        }
        long number = next;
        next = number + 1; // only now may readers look for it
        return number;
    }

    /** Records up to that number are of no use any more; their files go when the next one begins. */
    void release(long number) {
        released = number;
    }

    /** The number up to which records are of no use any more; 0 if that was not said yet. */
    long released() {
        return released;
    }

    /** The number that the next record will have. */
    long next() {
        return next;
    }

    /** The number of the first record that is still there, or of the next one if there is none. */
    long oldest() {
        Map.Entry<Long, Path> first = segments.firstEntry();
        return first == null ? next : first.getKey();
    }

    /** Bytes in all files. */
    long size() {
        Segment last = current;
        return earlier + (last == null ? 0 : last.position());
    }

    void sync() throws IOException {
        Segment last = current;
        if (last != null) {
            last.sync();
        }
    }

    JournalReader reader() {
        return new JournalReader(this);
    }

    /** The file that holds a record, and the number of its first. */
    Optional<Map.Entry<Long, Path>> segmentOf(long number) {
        return Optional.ofNullable(segments.floorEntry(number));
    }

    /** The first record behind the file that begins with that one. */
    long behind(long first) {
        Long following = segments.higherKey(first);
        return following == null ? next : following;
    }

    @Override
    public void close() throws IOException {
        Segment last = current;
        if (last != null) {
            last.sync();
            last.close();
        }
    }

    /** The first file of all, if the disk lets it. */
    private void begin() {
        try {
            roll();
        } catch (IOException e) {
            LOG.debug("journal: cannot begin a file", e); // appending says it
        }
    }

    private Segment roll() throws IOException {
        removeReleased();
        Segment following = Segment.create(folder, next, step(segmentSize));
        Segment full = current;
        if (full != null) {
            full.sync();
            full.close();
            earlier += full.position();
        }
        current = following;
        segments.put(next, following.path());
        removeReleased();
        while (segments.size() > 1 && size() + segmentSize > largest) {
            removeOldest();
        }
        return following;
    }

    /** Files that are of no use any more, but for the last one. */
    private void removeReleased() throws IOException {
        while (segments.size() > 1 && isReleased(segments.firstKey())) {
            removeOldest();
        }
    }

    private void removeOldest() throws IOException {
        Map.Entry<Long, Path> oldest = segments.firstEntry();
        earlier -= Files.size(oldest.getValue());
        segments.remove(oldest.getKey());
        Segment.delete(oldest.getValue());
    }

    /** Whether all of a file is. */
    private boolean isReleased(long first) {
        return behind(first) - 1 <= released;
    }
}
