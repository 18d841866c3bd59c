package org.polymeter.bench.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

/** What the system knows of writing and of files. Linux only. */
final class Disk {

    private static final int SECTOR = 512;
    private static final int WRITTEN_SECTORS = 6;

    private Disk() {}

    /** Bytes of file pages that this process has made dirty: each counts once until it was written out. */
    static long writtenByThisProcess() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/io"))) {
            if (line.startsWith("write_bytes: ")) {
                return Long.parseLong(line.substring(line.indexOf(' ') + 1));
            }
        }
        throw new IOException("/proc/self/io does not tell");
    }

    /**
     * Bytes that the medium of a folder was given to write, by whomever; empty if that is not told. On a file system of
     * its own, that is all that writing costs, the file system's own books as well.
     */
    static Optional<Long> writtenTo(Path folder) throws IOException {
        String device = Path.of(Files.getFileStore(folder).name()).getFileName().toString();
        Path stat = Path.of("/sys/class/block", device, "stat");
        if (!Files.exists(stat)) {
            return Optional.empty();
        }
        String[] words = Files.readString(stat).strip().split(" +", -1);
        return Optional.of(Long.parseLong(words[WRITTEN_SECTORS]) * SECTOR);
    }

    /** Bytes of a database's file. */
    static long size(Path database) throws IOException {
        return Files.size(database);
    }

    /** Bytes of a database's file that are in use: what was deleted leaves room for what comes. */
    static long used(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet used = statement.executeQuery("SELECT (page_count - freelist_count) * page_size"
                        + " FROM pragma_page_count(), pragma_freelist_count(), pragma_page_size()")) {
            return used.next() ? used.getLong(1) : 0;
        }
    }

    static void delete(Path database) throws IOException {
        for (String ending : new String[] {"", "-wal", "-shm"}) {
            Files.deleteIfExists(Path.of(database + ending));
        }
    }

    /** Makes the system forget what it holds of a file in memory. */
    static void forget(Path file) {
        try {
            int result = new ProcessBuilder(
                            "dd", "of=" + file, "oflag=nocache", "conv=notrunc,fdatasync", "count=0", "status=none")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (result != 0) {
                throw new IllegalStateException("dd ended with " + result);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
