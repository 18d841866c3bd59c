package org.polymeter.gateway.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.gateway.flow.Witness;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps frames as they came, and apart from them all that could not be used, so that good frames do not push those out.
 * Written in batches, for memory cards: what is killed loses what was received since the last one. A disk that is full
 * or gone costs the archive and nothing else.
 */
public final class Archive implements Witness, AutoCloseable {

    static final String FRAMES = ".frames";
    static final String REJECTS = ".rejects";

    /** Between two writes of good frames. */
    private static final Duration FRAMES_PAUSE = Duration.ofSeconds(60);

    /** The same for what could not be used, which is worth more and rarer. */
    private static final Duration REJECTS_PAUSE = Duration.ofSeconds(5);

    private static final Duration TIDY_PAUSE = Duration.ofHours(1);

    /** After a disk has failed. */
    private static final Duration FAILURE_PAUSE = Duration.ofSeconds(60);

    /** Bytes that wait for a slow disk. */
    private static final long MOST_WAITING = 4 << 20;

    /** Roughly what an entry takes in memory besides its bytes. */
    private static final long ENTRY_OVERHEAD = 200;

    private static final long GLANCE_MILLIS = 1_000;
    private static final long LONGEST_FAREWELL_MILLIS = 5_000;
    private static final long LONGEST_FLUSH_MILLIS = 3_000;

    /** Nothing, of no source: only so that the thread looks up. */
    private static final Entry WAKE_UP =
            new Entry(Instant.EPOCH, "", "", false, "", Optional.empty(), Bytes.of(new byte[0]));

    private static final Logger LOG = LoggerFactory.getLogger(Archive.class);

    private final Path folder;
    private final InstantSource clock;
    private final Part frames;
    private final Part rejects;
    private final LinkedBlockingQueue<Entry> inbox = new LinkedBlockingQueue<>();
    private final Queue<CountDownLatch> asked = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("archive").daemon().unstarted(this::run);
    private boolean failing;

    private Archive(Path folder, InstantSource clock, Part frames, Part rejects) {
        this.folder = folder;
        this.clock = clock;
        this.frames = frames;
        this.rejects = rejects;
    }

    /** Opens or begins an archive, which works until it is closed. */
    public static Archive open(Path folder, Bounds frames, Bounds rejects, InstantSource clock) throws IOException {
        Files.createDirectories(folder);
        Instant now = clock.instant();
        Archive archive = new Archive(
                folder,
                clock,
                new Part(Shelf.open(folder, FRAMES, frames), FRAMES_PAUSE, now),
                new Part(Shelf.open(folder, REJECTS, rejects), REJECTS_PAUSE, now));
        archive.thread.start();
        return archive;
    }

    @Override
    public void received(Fact.Raw frame) {
        take(Entry.of(frame));
    }

    @Override
    public void rejected(Fact.Rejected frame) {
        take(Entry.of(frame));
    }

    /** How many could not be kept since the start. */
    public long lost() {
        return lost.get();
    }

    public Path folder() {
        return folder;
    }

    /** Writes what still waits, for somebody who wants to read it now; waits a little for a slow disk, not for ever. */
    public void flush() throws InterruptedException {
        CountDownLatch written = new CountDownLatch(1);
        asked.add(written);
        inbox.add(WAKE_UP);
        if (thread.isAlive()) {
            written.await(LONGEST_FLUSH_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Writes what still waits. */
    @Override
    public void close() {
        stopping.countDown();
        inbox.add(WAKE_UP);
        try {
            thread.join(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Entry entry) {
        long size = entry.bytes().length() + ENTRY_OVERHEAD;
        if (waiting.addAndGet(size) > MOST_WAITING) {
            waiting.addAndGet(-size);
            lost.incrementAndGet();
        } else {
            inbox.add(entry);
        }
    }

    private void run() {
        try {
            while (stopping.getCount() > 0) {
                Entry entry = inbox.poll(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
                if (entry != null) {
                    put(entry);
                }
                guarded(frames, part -> part.tick(clock.instant()));
                guarded(rejects, part -> part.tick(clock.instant()));
                flushIfAsked();
            }
        } catch (InterruptedException e) {
            LOG.debug("archive: interrupted", e);
        }
        for (Entry entry = inbox.poll(); entry != null; entry = inbox.poll()) {
            put(entry);
        }
        guarded(frames, Part::close);
        guarded(rejects, Part::close);
    }

    private void flushIfAsked() {
        CountDownLatch written = asked.poll();
        if (written == null) {
            return;
        }
        for (Entry entry = inbox.poll(); entry != null; entry = inbox.poll()) {
            put(entry);
        }
        guarded(frames, part -> part.flush(clock.instant()));
        guarded(rejects, part -> part.flush(clock.instant()));
        written.countDown();
    }

    private void put(Entry entry) {
        if (entry.equals(WAKE_UP)) {
            return;
        }
        waiting.addAndGet(-(entry.bytes().length() + ENTRY_OVERHEAD));
        Part part = entry.rejection().isPresent() ? rejects : frames;
        if (part.isResting(clock.instant()) || !guarded(part, each -> each.put(entry, clock.instant()))) {
            lost.incrementAndGet();
        }
    }

    private interface Step {
        void apply(Part part) throws IOException;
    }

    /** Whether the disk took it. If it did not, it is left alone for a while. */
    private boolean guarded(Part part, Step step) {
        try {
            step.apply(part);
            return true;
        } catch (IOException e) {
            if (!failing) {
                LOG.warn(
                        "archive: cannot write to {}: {}; frames are not kept until that is better",
                        folder,
                        e.toString());
            }
            failing = true;
            part.rest(clock.instant().plus(FAILURE_PAUSE));
            return false;
        }
    }

    /** One shelf, and when it is to be written. */
    private static final class Part {

        private final Shelf shelf;
        private final Duration pause;
        private Instant written;
        private Instant tidied = Instant.MIN;
        private Instant restsUntil = Instant.MIN;

        Part(Shelf shelf, Duration pause, Instant now) {
            this.shelf = shelf;
            this.pause = pause;
            this.written = now;
        }

        boolean isResting(Instant now) {
            return now.isBefore(restsUntil);
        }

        void rest(Instant until) {
            restsUntil = until;
            try {
                shelf.close();
            } catch (IOException e) {
                LOG.debug("archive: the file that failed does not close either", e);
            }
        }

        void put(Entry entry, Instant now) throws IOException {
            shelf.put(entry, now);
        }

        void tick(Instant now) throws IOException {
            if (isDue(written, pause, now)) {
                flush(now);
            }
            if (isDue(tidied, TIDY_PAUSE, now)) {
                tidied = now;
                shelf.tidy(now);
            }
        }

        void flush(Instant now) throws IOException {
            if (!isResting(now)) {
                written = now;
                shelf.flush(now);
            }
        }

        /** Also if the clock was put back. */
        private static boolean isDue(Instant last, Duration pause, Instant now) {
            return now.isBefore(last) || last.equals(Instant.MIN) || !now.isBefore(last.plus(pause));
        }

        void close() throws IOException {
            shelf.close();
        }
    }
}
