package org.polymeter.gateway.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.sink.Bytes;

/** Reads records of a journal while others are appended. One thread. */
final class JournalReader implements AutoCloseable {

    /** A record and its number. */
    record Entry(long number, Bytes record) {}

    private final Journal journal;
    private @Nullable Segment segment;
    private long first;
    private long at;

    JournalReader(Journal journal) {
        this.journal = journal;
    }

    /**
     * The records from a number on, in order. Those that are no longer there, or damaged, are passed over; it is
     * cheap to go on where the last call ended.
     */
    List<Entry> read(long from, int most) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long number = Math.max(from, journal.oldest());
        while (entries.size() < most && number < journal.next()) {
            Optional<byte[]> record = seek(number) ? current().read() : Optional.empty();
            if (record.isPresent()) {
                entries.add(new Entry(number, Bytes.of(record.get())));
                at = ++number;
            } else {
                number = Math.max(number + 1, journal.behind(first)); // the rest of the file cannot be read
            }
        }
        return entries;
    }

    @Override
    public void close() throws IOException {
        if (segment != null) {
            segment.close();
            segment = null;
        }
    }

    private Segment current() {
        if (segment == null) {
            throw new IllegalStateException("no file is open");
        }
        return segment;
    }

    /** Stands before a record; false if its file cannot be read so far. */
    private boolean seek(long number) throws IOException {
        Map.Entry<Long, Path> file = journal.segmentOf(number).orElse(null);
        if (file == null) {
            first = number;
            return false;
        }
        if (segment == null || file.getKey() != first || at > number) {
            close();
            first = file.getKey();
            at = first;
            try {
                segment = Segment.open(file.getValue(), 0).orElse(null);
            } catch (NoSuchFileException e) { // given up meanwhile
                return false;
            }
        }
        while (segment != null && at < number) {
            if (segment.read().isEmpty()) {
                return false;
            }
            at++;
        }
        return segment != null;
    }
}
