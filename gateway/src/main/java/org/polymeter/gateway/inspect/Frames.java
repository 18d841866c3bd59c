package org.polymeter.gateway.inspect;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.LookBack;

/** Frames as they came: the last ones from memory, older ones from the archive, if there is one. */
final class Frames {

    private final FrameRing ring;
    private final Optional<Archive> archive;

    Frames(FrameRing ring, Optional<Archive> archive) {
        this.ring = ring;
        this.archive = archive;
    }

    /**
     * Which frames.
     *
     * @param source the only one; empty for all
     * @param parts good ones, rejected ones, or both
     * @param before only those that came before that one
     */
    record Choice(Optional<String> source, Set<LookBack.Part> parts, Optional<FrameId> before, int limit) {

        Choice {
            parts = Set.copyOf(parts);
        }

        boolean contains(Entry entry) {
            LookBack.Part part = entry.rejection().isPresent() ? LookBack.Part.REJECTS : LookBack.Part.FRAMES;
            return parts.contains(part)
                    && source.map(entry.source()::equals).orElse(true)
                    && before.map(id -> FrameId.of(entry).compareTo(id) < 0).orElse(true);
        }
    }

    boolean isArchived() {
        return archive.isPresent();
    }

    /** The newest first. */
    List<Entry> newest(Choice choice) throws IOException, InterruptedException {
        TreeMap<FrameId, Entry> found = new TreeMap<>();
        ring.of(choice.source()).filter(choice::contains).forEach(entry -> found.put(FrameId.of(entry), entry));
        if (archive.isPresent() && !isWhole(found.descendingKeySet(), choice)) {
            settle();
            LookBack past = new LookBack(archive.get().folder());
            for (LookBack.Part part : choice.parts()) {
                past.newest(part, FrameId.ORDER, choice::contains, choice.limit())
                        .forEach(entry -> found.putIfAbsent(FrameId.of(entry), entry));
            }
        }
        return new ArrayList<>(found.descendingMap().values())
                .stream().limit(choice.limit()).toList();
    }

    /** Whether nothing is missing among the first that are wanted: nothing forgotten came as late as the last of them. */
    private boolean isWhole(Set<FrameId> newestFirst, Choice choice) {
        Instant forgotten = ring.forgottenUntil(choice.source());
        return newestFirst.stream()
                .skip(choice.limit() - 1)
                .findFirst()
                .filter(last -> last.received().isAfter(forgotten))
                .isPresent();
    }

    Optional<Entry> find(FrameId id) throws IOException, InterruptedException {
        Predicate<Entry> isIt = entry -> FrameId.of(entry).equals(id);
        Optional<Entry> recent = Stream.of(ring)
                .flatMap(all -> all.entries().stream())
                .filter(isIt)
                .findFirst();
        if (recent.isPresent() || archive.isEmpty()) {
            return recent;
        }
        settle();
        LookBack.Part part = id.rejected() ? LookBack.Part.REJECTS : LookBack.Part.FRAMES;
        return new LookBack(archive.get().folder()).find(part, id.received(), isIt);
    }

    /** What is no longer in memory may not be on disk yet. */
    private void settle() throws InterruptedException {
        if (archive.isPresent() && !ring.forgottenUntil(Optional.empty()).equals(Instant.MIN)) {
            archive.get().flush();
        }
    }
}
