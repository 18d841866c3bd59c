package org.polymeter.gateway.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What is in an archive, at a glance. */
public final class Survey {

    /**
     * One source of it.
     *
     * @param protocol of its last frame
     * @param overWire whether bytes came, as opposed to messages
     */
    public record Contents(long frames, long rejects, String protocol, boolean overWire) {

        private static final Contents NOTHING = new Contents(0, 0, "", true);

        private Contents with(Entry entry) {
            return entry.rejection().isPresent()
                    ? new Contents(frames, rejects + 1, protocol, overWire)
                    : new Contents(frames + 1, rejects, entry.protocol(), entry.isOfWire());
        }
    }

    private final Map<String, Contents> sources = new TreeMap<>();
    private @Nullable Instant first;
    private @Nullable Instant last;

    private Survey() {}

    /** Reads all of it. */
    public static Survey of(Path path) throws IOException {
        Survey survey = new Survey();
        try (Recording recording = Recording.open(path)) {
            for (Optional<Entry> entry = recording.next(); entry.isPresent(); entry = recording.next()) {
                survey.add(entry.get());
            }
        }
        return survey;
    }

    /** By id. */
    public Map<String, Contents> sources() {
        return sources;
    }

    /** The earliest time at which an entry came; empty if there is none. */
    public Optional<Instant> first() {
        return Optional.ofNullable(first);
    }

    /** The latest time; empty if there is none. */
    public Optional<Instant> last() {
        return Optional.ofNullable(last);
    }

    private void add(Entry entry) {
        sources.merge(entry.source(), Contents.NOTHING.with(entry), (before, one) -> before.with(entry));
        Instant received = entry.received();
        first = first == null || received.isBefore(first) ? received : first;
        last = last == null || received.isAfter(last) ? received : last;
    }
}
