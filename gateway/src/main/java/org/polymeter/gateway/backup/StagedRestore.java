package org.polymeter.gateway.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A backup that waits in the data folder to be put into its places at the next start: a gateway that runs must not lose
 * its data under its feet.
 */
public final class StagedRestore {

    private static final String FOLDER = ".restore";
    private static final String FAILED = ".restore-failed";
    private static final String BACKUP = "backup.zip";

    /** Is there if the configuration is wanted, too. */
    private static final String WITH_CONFIGURATION = "with-configuration";

    private static final String ASIDE = "." + DataFolder.ASIDE;

    private final Path data;

    /** What was moved aside, by where it belongs. */
    private final Map<Path, Path> aside = new LinkedHashMap<>();

    private final List<Path> written = new ArrayList<>();

    /** {@code data}: the folder in which it waits, if there is one. */
    public StagedRestore(Path data) {
        this.data = data;
    }

    /** Whether a backup waits. */
    public boolean isWaiting() {
        return Files.exists(file());
    }

    /** Whether the configuration of the backup is to take the place of the one that is there. */
    public boolean withConfiguration() {
        return Files.exists(data.resolve(FOLDER).resolve(WITH_CONFIGURATION));
    }

    /** The backup that waits. */
    public Path file() {
        return data.resolve(FOLDER).resolve(BACKUP);
    }

    /** {@code backup}: is moved. */
    void stage(Path backup, boolean withConfiguration) throws IOException {
        cancel();
        Path folder = data.resolve(FOLDER);
        Folders.create(folder);
        if (withConfiguration) {
            Files.createFile(folder.resolve(WITH_CONFIGURATION));
        }
        Files.move(backup, file(), StandardCopyOption.ATOMIC_MOVE); // last: now it waits
    }

    /** None waits any more. */
    void cancel() throws IOException {
        Folders.delete(data.resolve(FOLDER));
    }

    /**
     * Puts the configuration of the backup and its files in place of those that are there, which get other names.
     *
     * @param configuration the file that is there; that of the backup gets its name
     * @return files that were written
     */
    public List<Path> placeConfiguration(Path configuration) throws IOException {
        Path folder = Contents.folder(configuration);
        try (BackupReader backup = BackupReader.open(file())) {
            backup.check(Progress.NONE);
            Path unpacked = data.resolve(FOLDER).resolve("configuration");
            Folders.delete(unpacked);
            backup.unpack(Part.CONFIGURATION, unpacked, Progress.NONE);
            for (String name : backup.sizes().keySet()) {
                if (name.startsWith(Part.CONFIGURATION)) {
                    String own = name.substring(Part.CONFIGURATION.length());
                    boolean isMain = own.equals(backup.manifest().configuration());
                    place(unpacked.resolve(own), isMain ? configuration.toAbsolutePath() : folder.resolve(own));
                }
            }
        }
        return Collections.unmodifiableList(written);
    }

    /** Puts what was remembered in place, and that which is there aside. */
    public Restore.Result placeData(Path target, Progress progress) throws IOException {
        Restore.Result result;
        try (BackupReader backup = BackupReader.open(file())) {
            result = new Restore(backup, progress).into(target, Optional.empty(), true);
        }
        cancel();
        return result;
    }

    /** Puts the old configuration back, and the backup where it does not wait; it is not tried again. */
    public void giveUp() throws IOException {
        for (Path path : written) {
            Files.deleteIfExists(path);
        }
        for (Map.Entry<Path, Path> moved : aside.entrySet()) {
            Files.move(moved.getValue(), moved.getKey(), StandardCopyOption.REPLACE_EXISTING);
        }
        Folders.delete(data.resolve(FAILED));
        Files.move(data.resolve(FOLDER), data.resolve(FAILED));
    }

    /** Where a backup is that could not be put in place. */
    public Path failed() {
        return data.resolve(FAILED);
    }

    private void place(Path from, Path target) throws IOException {
        if (Files.exists(target)) {
            Path free = target.resolveSibling(target.getFileName() + ASIDE);
            for (int number = 2; Files.exists(free); number++) {
                free = target.resolveSibling(target.getFileName() + ASIDE + "-" + number);
            }
            Files.move(target, free);
            aside.put(target, free);
        }
        Files.createDirectories(Contents.folder(target));
        written.add(target);
        Files.copy(from, target);
        Folders.ownerOnly(target);
    }
}
