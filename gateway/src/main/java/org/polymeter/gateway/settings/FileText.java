package org.polymeter.gateway.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The text of a file, replaced as a whole: a power cut leaves the old one or the new one. */
final class FileText {

    private static final Logger LOG = LoggerFactory.getLogger(FileText.class);
    private static final int REVISION_BYTES = 8;
    private static final Set<PosixFilePermission> OF_GROUP =
            EnumSet.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE);

    private final Path path;

    FileText(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /** Empty if there is none. */
    Optional<String> read() throws IOException {
        try {
            return Optional.of(Files.readString(path));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** When it was changed, and how large it is: if both are the same, so is the text. */
    String stamp() {
        try {
            FileTime time = Files.getLastModifiedTime(path);
            return time.toMillis() + " " + Files.size(path);
        } catch (IOException e) {
            return "";
        }
    }

    /** Keeps who may read it and, if that is allowed, whose it is; the old text is beside it as {@code .bak}. */
    void write(String text) throws IOException {
        Path file = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(folder, "." + file.getFileName(), ".new");
        try {
            fill(fresh, text);
            if (Files.exists(file)) {
                takeOver(file, fresh);
                Files.copy(
                        file,
                        file.resolveSibling(file.getFileName() + ".bak"),
                        StandardCopyOption.REPLACE_EXISTING,
                        StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            force(folder);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Writes a file that is there; when it returns, a power cut takes nothing of it. */
    static void fill(Path file, String text) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** The same for what its files are called, where the system can do that: Windows opens no folders. */
    static void force(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("settings: cannot force {} to the disk", folder, e);
        }
    }

    /** What tells one text from another. */
    static String revision(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, REVISION_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static void takeOver(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        if (view == null) {
            return; // Windows: the folder decides
        }
        PosixFileAttributes attributes = view.readAttributes();
        Set<PosixFilePermission> permissions = EnumSet.copyOf(attributes.permissions());
        PosixFileAttributeView target = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        PosixFileAttributes fresh = target.readAttributes();
        if (!fresh.group().equals(attributes.group()) && !isDone(() -> target.setGroup(attributes.group()))) {
            permissions.removeAll(OF_GROUP); // which were meant for another one
        }
        target.setPermissions(permissions);
        if (!fresh.owner().equals(attributes.owner()) && !isDone(() -> target.setOwner(attributes.owner()))) {
            LOG.warn(
                    "settings: {} belongs to {} from now on, no more to {}",
                    from,
                    fresh.owner().getName(),
                    attributes.owner().getName());
        }
    }

    private interface Gift {
        void make() throws IOException;
    }

    /** Only root may give files away, and a group may be given by its members alone. */
    private static boolean isDone(Gift gift) {
        try {
            gift.make();
            return true;
        } catch (IOException e) {
            LOG.debug("settings: a file stays with who saves it", e);
            return false;
        }
    }
}
