package org.polymeter.gateway.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A backup that comes in pieces, since a request has to be whole within seconds; one at a time. When all of it is there
 * and sound, it can be staged.
 */
final class Upload {

    private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

    /** Bytes of a piece, at most: a line of 256 kbit/s brings one within the time that a request has. */
    static final int PIECE = 512 * 1024;

    /** What has to stay free on the disk. */
    private static final long LEAST_ROOM = 200_000_000;

    private static final String FOLDER = ".upload";
    private static final String FILE = "backup.zip";

    private final Path data;
    private OptionalLong expected = OptionalLong.empty();
    private long received;
    private boolean sound;

    /** Forgets what an earlier run has left behind. */
    Upload(Path data) {
        this.data = data;
        try {
            cancel();
        } catch (IOException e) {
            LOG.debug("cannot remove what was sent to an earlier run", e);
        }
    }

    /** Why something is not taken, for people. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(String reason) {
            super(reason);
        }
    }

    synchronized OptionalLong expected() {
        return expected;
    }

    synchronized long received() {
        return received;
    }

    /** Forgets another one. */
    synchronized void begin(long size) throws IOException {
        cancel();
        Folders.create(data);
        long room = Files.getFileStore(data).getUsableSpace();
        if (size > room - LEAST_ROOM) {
            throw new RefusedException(
                    "The file has " + megabytes(size) + ", and the disk of the data folder has room for "
                            + megabytes(Math.max(0, room - LEAST_ROOM)) + ".");
        }
        Folders.create(data.resolve(FOLDER));
        Files.createFile(file());
        Folders.ownerOnly(file());
        expected = OptionalLong.of(size);
    }

    /** {@code at}: where in the file the piece begins; those before have come. */
    synchronized long append(long at, byte[] piece) throws IOException {
        if (expected.isEmpty()) {
            throw new RefusedException("Nothing is being sent; begin anew.");
        }
        if (at != received) {
            throw new RefusedException("The next piece begins at " + received + ", not at " + at + ".");
        }
        if (received + piece.length > expected.getAsLong()) {
            cancel();
            throw new RefusedException("More came than was announced.");
        }
        try (OutputStream out = Files.newOutputStream(file(), StandardOpenOption.APPEND)) {
            out.write(piece);
        }
        received += piece.length;
        return received;
    }

    /** Reads all of it, and compares; what is no sound backup is forgotten. */
    synchronized void check() throws IOException {
        if (expected.isEmpty() || received < expected.getAsLong()) {
            throw new RefusedException("Not all of it has come: " + received + " bytes.");
        }
        try (BackupReader backup = BackupReader.open(file())) {
            backup.check(Progress.NONE);
            sound = true;
        } catch (IOException e) {
            String said =
                    String.valueOf(e.getMessage()).replace(file() + ": ", "").replace(file().toString(), "The file");
            cancel();
            throw new RefusedException(said);
        }
    }

    /** The file, once all of it is there, and is what was written then. */
    synchronized Optional<Path> sound() {
        return sound ? Optional.of(file()) : Optional.empty();
    }

    final synchronized void cancel() throws IOException {
        expected = OptionalLong.empty();
        received = 0;
        sound = false;
        Folders.delete(data.resolve(FOLDER));
    }

    private Path file() {
        return data.resolve(FOLDER).resolve(FILE);
    }

    private static String megabytes(long bytes) {
        return (bytes + 999_999) / 1_000_000 + " MB";
    }
}
