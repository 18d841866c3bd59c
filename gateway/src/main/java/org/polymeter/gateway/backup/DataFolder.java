package org.polymeter.gateway.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder in which the program remembers things, while it may be running. */
public record DataFolder(Path folder) {

    /** Belongs to a program that runs: locks, what is being written, what SQLite makes beside a database. */
    private static final Pattern PASSING = Pattern.compile("lock|.*\\.(?:new|tmp)|.*-(?:wal|shm|journal)");

    /** In which a restore puts what was there before. */
    static final String ASIDE = "before-restore";

    private static final String JOURNAL = "journal/";
    private static final String POSITIONS = JOURNAL + "positions";

    /**
     * Its files, in the order in which they have to be copied so that nothing is lost between them: how far outputs
     * are, the facts, everything else, and then databases. So a fact is in a database if it was delivered when the
     * positions were copied, and else in the journal. Some are in both, which makes no difference.
     */
    public List<Part> parts() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file ->
                            !PASSING.matcher(file.getFileName().toString()).matches())
                    .filter(file ->
                            !isAside(folder.resolve(folder.relativize(file).getName(0))))
                    .map(file -> new Part(Part.DATA + name(file), file))
                    .sorted(Comparator.comparingInt(DataFolder::rank).thenComparing(Part::name))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** What was there before a restore, or waits for one, or is being made. */
    static boolean isAside(Path entry) {
        String name = entry.getFileName().toString();
        return name.startsWith(ASIDE) || name.startsWith(".");
    }

    private String name(Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }

    private static int rank(Part part) {
        String name = part.name().substring(Part.DATA.length());
        if (name.equals(POSITIONS)) {
            return 0;
        }
        if (name.startsWith(JOURNAL)) {
            return 1;
        }
        try {
            return Sqlite.isDatabase(part.file()) ? 3 : 2;
        } catch (NoSuchFileException e) {
            return 2; // it is gone by now
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
