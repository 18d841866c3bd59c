package org.polymeter.gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes a backup: an archive of type zip that only its owner may read. */
public final class BackupWriter {

    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private static final int CHUNK = 1 << 16;

    /** In which the backup is made, beside where it goes. */
    private final Path workshop;

    private final Progress progress;
    private final Map<String, String> digests = new TreeMap<>();
    private long done;
    private long total;

    private BackupWriter(Path workshop, Progress progress) {
        this.workshop = workshop;
        this.progress = progress;
    }

    /**
     * Writes a backup, reads it again, and only then puts it where it belongs.
     *
     * @param file to make; may be a backup, which is replaced, and nothing else
     * @param parts in the order in which they are to be copied; one that vanishes meanwhile is left out
     * @return what the backup says of itself
     */
    public static Manifest write(Path file, Manifest manifest, List<Part> parts, Progress progress) throws IOException {
        Path target = file.toAbsolutePath();
        if (Files.exists(target) && !BackupReader.isBackup(target)) {
            throw new IOException(file + " is there, and is no backup – name another file");
        }
        Path parent = target.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new IOException("there is no folder " + parent);
        }
        Path workshop = Files.createTempDirectory(parent, ".polymeter-backup");
        try {
            Path made = workshop.resolve("backup");
            Manifest written = new BackupWriter(workshop, progress).write(made, manifest, parts);
            try (BackupReader reader = BackupReader.open(made)) {
                reader.check(progress);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return written;
        } finally {
            Folders.delete(workshop);
        }
    }

    /**
     * Writes a backup to somebody who takes it as it is made. Who reads it compares it with what it says of itself.
     *
     * @param room a folder for a copy of a database
     */
    public static void send(OutputStream out, Path room, Manifest manifest, List<Part> parts) throws IOException {
        Path workshop = Files.createTempDirectory(room, ".backup");
        try {
            ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
            new BackupWriter(workshop, Progress.NONE).write(zip, manifest, parts);
        } finally {
            Folders.delete(workshop);
        }
    }

    private Manifest write(Path file, Manifest manifest, List<Part> parts) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
                ZipOutputStream zip = new ZipOutputStream(Channels.newOutputStream(channel), StandardCharsets.UTF_8)) {
            Manifest written = write(zip, manifest, parts);
            channel.force(true);
            return written;
        }
    }

    private Manifest write(ZipOutputStream zip, Manifest manifest, List<Part> parts) throws IOException {
        for (Part part : parts) {
            total += size(part.file());
        }
        zip.setLevel(Deflater.BEST_SPEED); // most of it is packed
        for (Part part : parts) {
            add(part, zip);
        }
        Manifest written = manifest.of(digests);
        zip.putNextEntry(new ZipEntry(Manifest.NAME));
        zip.write(written.text().getBytes(StandardCharsets.UTF_8));
        zip.finish();
        return written;
    }

    private void add(Part part, ZipOutputStream zip) throws IOException {
        try {
            if (!Sqlite.isDatabase(part.file())) {
                copy(part.name(), part.file(), zip);
                return;
            }
            progress.at("copying " + part.file().getFileName(), done, total);
            Path copy = workshop.resolve("database");
            Sqlite.copy(part.file(), copy);
            total += size(copy) - size(part.file()); // it has no gaps
            copy(part.name(), copy, zip);
            Files.delete(copy);
        } catch (NoSuchFileException e) {
            return; // given up meanwhile, such as a file of the journal that everybody has read
        }
    }

    private void copy(String name, Path file, ZipOutputStream zip) throws IOException {
        MessageDigest digest = Digests.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            zip.putNextEntry(new ZipEntry(name));
            copy(in, zip, digest);
        }
        zip.closeEntry();
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
    }

    private void copy(InputStream from, OutputStream to, MessageDigest digest) throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int length = from.read(chunk); length >= 0; length = from.read(chunk)) {
            to.write(chunk, 0, length);
            digest.update(chunk, 0, length);
            done += length;
            progress.at("writing", done, Math.max(done, total));
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }
}
