package org.polymeter.gateway.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.journal.FactJournal;

/** Puts a backup into its places. Nothing is changed before it is known to be whole and of use here. */
public final class Restore {

    /** The history in a data folder. */
    public static final String HISTORY = "history.db";

    /**
     * Who may come in: that is said where it is in force. That of a backup would bring back a password that was changed,
     * and tokens that were deleted.
     */
    private static final String ACCESS = "access.json";

    /**
     * What came of it.
     *
     * @param aside where what was in the data folder is now
     * @param configuration files of the user's that were written
     * @param kept files of the user's that were there already and stay
     */
    public record Result(Optional<Path> aside, List<Path> configuration, List<Path> kept) {}

    private final BackupReader backup;
    private final Progress progress;

    public Restore(BackupReader backup, Progress progress) {
        this.backup = backup;
        this.progress = progress;
    }

    /**
     * Restores.
     *
     * @param data the data folder
     * @param configuration the folder for what the user has written; empty if it is to be left out
     * @param force whether a data folder that is not empty is put aside
     */
    public Result into(Path data, Optional<Path> configuration, boolean force) throws IOException {
        Path target = data.toAbsolutePath().normalize();
        if (FactJournal.isInUse(target.resolve("journal"))) {
            throw new IOException("a gateway runs with " + data + " – stop it first");
        }
        if (Files.exists(target) && !Files.isDirectory(target)) {
            throw new IOException(data + " is no folder");
        }
        if (!Folders.isEmpty(target) && !force) {
            throw new IOException(data + " is not empty – name another folder, or put it aside with --force");
        }
        backup.check(progress);
        boolean isNew = !Files.exists(target);
        Folders.create(target);
        Path fresh = Files.createTempDirectory(target, ".restore"); // inside, for the folder may be a mount
        try {
            return place(fresh, target, configuration);
        } finally {
            Folders.delete(fresh);
            if (isNew && Folders.isEmpty(target)) {
                Files.delete(target);
            }
        }
    }

    private Result place(Path fresh, Path target, Optional<Path> configuration) throws IOException {
        Path unpacked = fresh.resolve("data");
        backup.unpack(Part.DATA, unpacked, progress);
        openHistory(unpacked.resolve(HISTORY));
        Path files = fresh.resolve("configuration");
        backup.unpack(Part.CONFIGURATION, files, progress);
        if (Files.exists(target.resolve(ACCESS))) {
            Files.deleteIfExists(unpacked.resolve(ACCESS));
        }
        Optional<Path> aside = putAside(target, fresh);
        moveAll(Folders.entries(unpacked), target);
        List<Path> written = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        if (configuration.isPresent()) {
            placeEach(files, configuration.get(), written, kept);
        }
        return new Result(aside, written, kept);
    }

    private static Optional<Path> putAside(Path target, Path fresh) throws IOException {
        List<Path> old = Folders.entries(target).stream()
                .filter(entry -> !entry.equals(fresh) && !DataFolder.isAside(entry))
                .filter(entry -> !entry.getFileName().toString().equals(ACCESS))
                .toList();
        if (old.isEmpty()) {
            return Optional.empty();
        }
        Path aside = free(target);
        Files.createDirectory(aside);
        moveAll(old, aside);
        return Optional.of(aside);
    }

    private static void moveAll(List<Path> entries, Path to) throws IOException {
        for (Path entry : entries) {
            Files.move(entry, to.resolve(entry.getFileName()));
        }
    }

    /** Brings it up to date, and fails if it is of a newer program. */
    private static void openHistory(Path file) throws IOException {
        if (Files.exists(file)) {
            try (History history =
                    new History(new Database.Sqlite(file), HistorySettings.usual(ZoneId.systemDefault()))) {
                history.meters();
            }
        }
    }

    private static void placeEach(Path from, Path to, List<Path> written, List<Path> kept) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.exists(target)) {
                kept.add(target);
            } else {
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.move(file, target);
                written.add(target);
            }
        }
    }

    /** A name in it that nothing has. */
    private static Path free(Path target) {
        Path name = target.resolve(DataFolder.ASIDE);
        for (int number = 2; Files.exists(name); number++) {
            name = target.resolve(DataFolder.ASIDE + "-" + number);
        }
        return name;
    }
}
