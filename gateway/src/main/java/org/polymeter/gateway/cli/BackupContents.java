package org.polymeter.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.backup.DataFolder;
import org.polymeter.gateway.backup.Part;
import org.polymeter.gateway.backup.Restore;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HistoryConfig;
import org.polymeter.gateway.config.NamedFiles;
import org.polymeter.gateway.history.Database;

/**
 * What goes into a backup, and what does not.
 *
 * @param remarks for people: what is missing, and what is elsewhere
 */
record BackupContents(List<Part> parts, List<String> remarks) {

    static BackupContents of(DataFolder folder) throws IOException {
        return new BackupContents(folder.parts(), List.of());
    }

    /** {@code withFiles}: whether the configuration and the files it names are wanted, too. */
    static BackupContents of(PlaceOptions place, Configuration configuration, boolean withFiles) throws IOException {
        BackupContents contents = new BackupContents(new ArrayList<>(), new ArrayList<>());
        if (withFiles) {
            contents.addConfiguration(place);
        }
        contents.parts.addAll(new DataFolder(configuration.data()).parts());
        contents.addHistory(configuration);
        return contents;
    }

    /** With the files that it names; those that are elsewhere would not be found by their names on another machine. */
    private void addConfiguration(PlaceOptions place) throws IOException {
        Path configuration = place.file().toAbsolutePath().normalize();
        parts.add(new Part(Part.CONFIGURATION + configuration.getFileName(), configuration));
        for (Path named : NamedFiles.of(configuration)) {
            if (named.startsWith(place.folder())) {
                parts.add(new Part(Part.CONFIGURATION + place.fromFolder(named), named));
            } else {
                remarks.add("Not in it, because it is elsewhere: " + named);
            }
        }
    }

    /** One that is not in the data folder, as far as it can be had. */
    private void addHistory(Configuration configuration) {
        Optional<Database> database = configuration.history().map(HistoryConfig::database);
        if (database.isEmpty()) {
            return;
        }
        switch (database.get()) {
            case Database.Sqlite sqlite -> {
                Path file = sqlite.file().toAbsolutePath().normalize();
                if (!file.startsWith(configuration.data().toAbsolutePath().normalize()) && Files.exists(file)) {
                    parts.add(new Part(Part.DATA + Restore.HISTORY, file));
                    remarks.add("History is in " + file + ". In the backup it is in the data folder, as "
                            + Restore.HISTORY + ": after a restore, move it to where the configuration has it.");
                }
            }
            case Database.Postgres postgres ->
                remarks.add(
                        "Not in it: history, which is in " + postgres.describe() + "; pg_dump makes a backup of it.");
        }
    }
}
