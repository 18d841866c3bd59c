package org.polymeter.gateway.inspect;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.flow.Witness;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

/** The last frames of each source, and the last that could not be used, in memory; and who is told of new ones. */
final class FrameRing implements Witness {

    /** Of each source and sort. */
    static final int MOST = 50;

    /** Bytes of all sources together. */
    private static final int MOST_BYTES = 4 << 20;

    private static final int MOST_BYTES_OF_A_PART = 64 << 10;

    private record Part(String source, boolean rejected) {}

    private static final class Ring {
        private final Deque<Entry> entries = new ArrayDeque<>();
        private int bytes;

        /** When the last one came that is here no longer. */
        private Instant forgotten = Instant.MIN;
    }

    private final Map<Part, Ring> rings = new HashMap<>();
    private final List<Consumer<Entry>> listeners = new CopyOnWriteArrayList<>();
    private final boolean withBytes;
    private final int mostBytes;

    /**
     * An empty one.
     *
     * @param sources how many share the memory
     * @param withBytes whether privacy lets the bytes be kept; without, only that something came
     */
    FrameRing(int sources, boolean withBytes) {
        this.withBytes = withBytes;
        this.mostBytes = Math.min(MOST_BYTES_OF_A_PART, MOST_BYTES / 2 / Math.max(1, sources));
    }

    @Override
    public void received(Fact.Raw frame) {
        take(Entry.of(frame));
    }

    @Override
    public void rejected(Fact.Rejected frame) {
        take(Entry.of(frame));
    }

    /** In no order. */
    synchronized List<Entry> entries() {
        return rings.values().stream().flatMap(ring -> ring.entries.stream()).toList();
    }

    /** All that came later is here; of one source, if one is wanted. */
    synchronized Instant forgottenUntil(Optional<String> source) {
        return rings.entrySet().stream()
                .filter(entry -> source.map(entry.getKey().source::equals).orElse(true))
                .map(entry -> entry.getValue().forgotten)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** Tells of each that comes, on the thread of its wire; must not block. */
    void listen(Consumer<Entry> listener) {
        listeners.add(listener);
    }

    void forget(Consumer<Entry> listener) {
        listeners.remove(listener);
    }

    private void take(Entry came) {
        Entry entry = withBytes ? came : withoutBytes(came);
        keep(entry);
        listeners.forEach(listener -> listener.accept(entry));
    }

    private synchronized void keep(Entry entry) {
        Ring ring =
                rings.computeIfAbsent(new Part(entry.source(), entry.rejection().isPresent()), unused -> new Ring());
        ring.entries.addLast(entry);
        ring.bytes += entry.bytes().length();
        while (ring.entries.size() > MOST || (ring.bytes > mostBytes && ring.entries.size() > 1)) {
            Entry gone = ring.entries.removeFirst();
            ring.bytes -= gone.bytes().length();
            ring.forgotten = gone.received().isAfter(ring.forgotten) ? gone.received() : ring.forgotten;
        }
    }

    private static Entry withoutBytes(Entry entry) {
        return new Entry(
                entry.received(),
                entry.source(),
                entry.protocol(),
                entry.encrypted(),
                "",
                entry.rejection(),
                Bytes.of(new byte[0]));
    }

    /** For tests and lists: those of one source, if one is wanted. */
    Stream<Entry> of(Optional<String> source) {
        return entries().stream()
                .filter(entry -> source.map(entry.source()::equals).orElse(true));
    }
}
