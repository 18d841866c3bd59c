package org.polymeter.gateway.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.polymeter.gateway.archive.Entry;
import org.polymeter.gateway.archive.Recording;
import org.polymeter.gateway.source.Receiver;
import org.polymeter.gateway.source.Source;

/** Plays an archive: to whoever takes its entries, or to a gateway, whose sources it pretends to be. */
public final class Playback implements AutoCloseable {

    /** As long as serial ports wait until half a telegram is given up. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Path archive;
    private final Selection selection;
    private final Pace pace;
    private final Map<String, PlayedSource> sources = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final AtomicLong played = new AtomicLong();
    private final AtomicLong passedOver = new AtomicLong();

    public Playback(Path archive, Selection selection, Pace pace) {
        this.archive = archive;
        this.selection = selection;
        this.pace = pace;
    }

    /** The clock that those should have who listen. */
    public Pace clock() {
        return pace;
    }

    /** How many entries were played. */
    public long played() {
        return played.get();
    }

    /** How many entries there was nobody for: rejected messages, whose topics are not kept, and unknown sources. */
    public long passedOver() {
        return passedOver.get();
    }

    /** What takes the place of a source, before {@link #start}. It ends with the recording. */
    public Source source(String id) {
        return sources.computeIfAbsent(id, PlayedSource::new);
    }

    /** Begins to play to the sources, as soon as all of them are read. */
    public void start() {
        Thread.ofPlatform().name("replay").daemon().start(() -> {
            try {
                for (PlayedSource source : sources.values()) {
                    source.opened.await();
                }
                play(this::pass);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (IOException e) {
                sources.values().forEach(source -> source.failure = Optional.of(e));
            } finally {
                sources.values().forEach(source -> source.ended.countDown());
            }
        });
    }

    /** Plays on this thread, to the end or until it is closed. */
    public void play(Consumer<Entry> listener) throws IOException, InterruptedException {
        pace.begin();
        try (Recording recording = Recording.open(archive)) {
            for (Optional<Entry> next = recording.next(); next.isPresent(); next = recording.next()) {
                Entry entry = next.get();
                if (selection.contains(entry)) {
                    if (!pace.await(entry.received(), stopping)) {
                        return;
                    }
                    played.incrementAndGet();
                    listener.accept(entry);
                }
            }
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }

    private void pass(Entry entry) {
        PlayedSource source = sources.get(entry.source());
        if (source == null || !source.pass(entry)) {
            passedOver.incrementAndGet();
        }
    }

    /** Blocks its reader, who is called by the thread that plays. */
    private static final class PlayedSource implements Source {

        private final String id;
        private final CountDownLatch opened = new CountDownLatch(1);
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile Optional<Receiver> receiver = Optional.empty();
        private volatile Optional<IOException> failure = Optional.empty();
        private Instant last = Instant.MAX;
        private boolean isOfMessages;

        PlayedSource(String id) {
            this.id = id;
        }

        @Override
        public String describe() {
            return "replay of " + id;
        }

        @Override
        public void run(Receiver to) throws InterruptedException {
            receiver = Optional.of(to);
            to.opened();
            opened.countDown();
            ended.await();
            failure.ifPresent(e -> {
                throw new UncheckedIOException(e);
            });
        }

        @Override
        public boolean waitsInJava() {
            return true;
        }

        @Override
        public void close() {
            ended.countDown();
        }

        /** False if there is no way to. A frame is whole, so after it nothing is left half received. */
        boolean pass(Entry entry) {
            Receiver to = receiver.orElseThrow();
            byte[] bytes = entry.bytes().toArray();
            isOfMessages |= !entry.isOfWire();
            if (!entry.isOfWire()) {
                to.message(entry.topic(), bytes, false);
                return true;
            }
            if (isOfMessages) {
                return false;
            }
            if (last.isBefore(entry.received().minus(SILENCE))) {
                to.silence();
            }
            last = entry.received();
            to.bytes(bytes, 0, bytes.length);
            if (entry.rejection().isEmpty()) {
                to.silence();
            }
            return true;
        }
    }
}
