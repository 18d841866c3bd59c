package org.polymeter.gateway.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HistoryConfig;
import org.polymeter.gateway.config.NamedFiles;
import org.polymeter.gateway.history.Database;

/**
 * What goes into a backup, and what does not.
 *
 * @param remarks for people: what is missing, and what is elsewhere
 */
public record Contents(List<Part> parts, List<String> remarks) {

    /** The data folder, and nothing else. */
    public static Contents of(DataFolder folder) throws IOException {
        return new Contents(folder.parts(), List.of());
    }

    /** {@code file}: of the configuration, if that and the files it names are wanted, too. */
    public static Contents of(Configuration configuration, Optional<Path> file) throws IOException {
        Contents contents = new Contents(new ArrayList<>(), new ArrayList<>());
        if (file.isPresent()) {
            contents.addConfiguration(file.get().toAbsolutePath().normalize());
        }
        contents.parts.addAll(new DataFolder(configuration.data()).parts());
        contents.addHistory(configuration);
        return contents;
    }

    /** With the files that it names; those that are elsewhere would not be found by their names on another machine. */
    private void addConfiguration(Path configuration) throws IOException {
        Path folder = folder(configuration);
        parts.add(new Part(Part.CONFIGURATION + configuration.getFileName(), configuration));
        for (Path named : NamedFiles.of(configuration)) {
            if (named.startsWith(folder)) {
                parts.add(new Part(Part.CONFIGURATION + fromFolder(folder, named), named));
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

    /** In which a configuration file is, absolute. */
    public static Path folder(Path configuration) {
        Path absolute = configuration.toAbsolutePath().normalize();
        return Optional.ofNullable(absolute.getParent()).orElse(absolute);
    }

    /** A path as seen from the configuration's folder, if it is in there, else absolute. */
    public static String fromFolder(Path folder, Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(folder)
                ? folder.relativize(absolute).toString().replace('\\', '/')
                : absolute.toString();
    }
}
