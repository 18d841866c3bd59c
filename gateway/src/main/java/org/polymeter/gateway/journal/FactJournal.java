package org.polymeter.gateway.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.polymeter.gateway.adapter.EventMessage;
import org.polymeter.gateway.adapter.ReadingMessage;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.sink.Fact;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Readings and events on disk, and how far each output has come with them. What was kept survives the end of
 * this program however it ends, and a power cut but for what came after the last {@link #sync}.
 *
 * <p>A disk that takes nothing more costs this safety and nothing else: it is said once, and tried again with each
 * fact. One thread keeps; each output reads by a {@link Cursor} of its own.
 */
public final class FactJournal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FactJournal.class);

    /** Some thousand records: all of the last file is read at a start. */
    private static final long SEGMENT = 512L << 10;

    /**
     * Positions are written with each of so many syncs, once a minute as a rule: what came since, an output may get
     * again after a crash; and each time it costs a file and its books.
     */
    private static final int SYNCS = 6;

    private static final String LOCK = "lock";

    private static final byte READING = 'r';
    private static final byte EVENT = 'e';

    /** A fact and its number. */
    public record Numbered(Fact fact, long number) {}

    /** Held while this program runs, so that no other one writes here. */
    private final FileChannel lock;

    private final Journal journal;
    private final Positions positions;
    private final Map<String, Long> delivered;
    private boolean failing;
    private int syncs;

    private FactJournal(FileChannel lock, Journal journal, Positions positions) throws IOException {
        this.lock = lock;
        this.journal = journal;
        this.positions = positions;
        this.delivered = new ConcurrentSkipListMap<>(positions.read());
    }

    /**
     * Opens the journal of a folder, or begins one.
     *
     * @param largest bytes that it may have on disk; at least two files of 512 KiB
     */
    public static FactJournal open(Path folder, long largest) throws IOException {
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------")); // serial numbers
        }
        FileChannel lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (lock.tryLock() == null) {
                throw new IOException("another program has " + folder);
            }
            Journal journal = Journal.open(folder, largest, Math.min(SEGMENT, largest / 2));
            return new FactJournal(lock, journal, new Positions(folder.resolve("positions")));
        } catch (IOException | OverlappingFileLockException e) {
            lock.close();
            throw e instanceof IOException failure ? failure : new IOException("this program has " + folder, e);
        }
    }

    /** Whether a program has the journal of a folder open. */
    public static boolean isInUse(Path folder) throws IOException {
        Path lock = folder.resolve(LOCK);
        if (!Files.exists(lock)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException e) {
            return true;
        }
    }

    /** Keeps a fact; returns its number, or 0 if it is none that is kept, or the disk refuses. */
    public long keep(Fact fact) {
        byte[] record = switch (fact) {
            case Fact.Heard heard -> record(READING, ProfileJson.reading(heard.reading()));
            case Fact.Happened happened -> record(EVENT, ProfileJson.event(happened.event()));
            default -> null;
        };
        if (record == null) {
            return 0;
        }
        try {
            long number = journal.append(record);
            if (failing) {
                failing = false;
                LOG.info("journal: the disk takes readings again");
            }
            return number;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.warn(
                        "journal: cannot write ({}); readings that wait for an output are in memory only until it can",
                        e.getMessage());
            }
            return 0;
        }
    }

    /** The number of the fact that was kept last. */
    public long last() {
        return journal.next() - 1;
    }

    /**
     * The number of the last fact that an output had delivered; one that is new begins with what comes now, and one
     * that was not there for a while with what is still there.
     */
    public long position(String output) {
        return reachable(delivered.computeIfAbsent(output, unused -> last()));
    }

    /** An output that has ended had delivered all up to that number. */
    public void delivered(String output, long number) {
        delivered.merge(output, number, Math::max);
    }

    /** Puts all facts, and how far the outputs are, onto the medium; on any thread, one at a time. */
    public synchronized void sync(Map<String, Long> outputs) {
        sync(outputs, true);
    }

    /** As {@link #sync}, but how far the outputs are not each time. */
    public synchronized void syncFacts(Map<String, Long> outputs) {
        syncs++;
        sync(outputs, syncs % SYNCS == 0);
    }

    private void sync(Map<String, Long> outputs, boolean withPositions) {
        try {
            journal.sync();
            outputs.values().stream().min(Long::compare).ifPresent(journal::release);
            outputs.forEach(this::delivered);
            delivered.replaceAll((output, number) -> reachable(number));
            if (withPositions) {
                positions.write(delivered);
            }
        } catch (IOException e) {
            LOG.debug("journal: cannot sync", e); // appending says it
        }
    }

    /** Nothing is released that an output needs which is there; one that is not there has not lost it. */
    private long reachable(long number) {
        return number < journal.released() ? Math.max(number, journal.oldest() - 1) : number;
    }

    /** For one output, and its thread. */
    public Cursor cursor() {
        return new Cursor(journal.reader());
    }

    @Override
    public void close() {
        try {
            journal.close();
            lock.close();
        } catch (IOException e) {
            LOG.warn("journal: cannot close it: {}", e.getMessage());
        }
    }

    /** Reads facts again. One thread. */
    public static final class Cursor implements AutoCloseable {

        private final JournalReader reader;

        Cursor(JournalReader reader) {
            this.reader = reader;
        }

        /** The facts from a number on; those that are gone are missing. */
        public List<Numbered> read(long from, int most) throws IOException {
            List<Numbered> facts = new ArrayList<>();
            for (JournalReader.Entry entry : reader.read(from, most)) {
                fact(entry.record().toArray()).ifPresent(fact -> facts.add(new Numbered(fact, entry.number())));
            }
            return facts;
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                LOG.debug("journal: cannot close a reader", e);
            }
        }
    }

    private static byte[] record(byte kind, byte[] json) {
        byte[] record = new byte[json.length + 1];
        record[0] = kind;
        System.arraycopy(json, 0, record, 1, json.length);
        return record;
    }

    private static Optional<Fact> fact(byte[] record) {
        if (record.length == 0) {
            return Optional.empty();
        }
        byte[] json = Arrays.copyOfRange(record, 1, record.length);
        return switch (record[0]) {
            case READING -> ReadingMessage.read(json).map(Fact.Heard::new);
            case EVENT -> EventMessage.read(json).map(Fact.Happened::new);
            default -> Optional.empty(); // of a later version
        };
    }
}
