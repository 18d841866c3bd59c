package org.polymeter.gateway.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A backup that is there. */
public final class BackupReader implements AutoCloseable {

    private static final int CHUNK = 1 << 16;
    private static final int LONGEST_MANIFEST = 1 << 22;

    private final Path file;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupReader(Path file, ZipFile zip, Manifest manifest) {
        this.file = file;
        this.zip = zip;
        this.manifest = manifest;
    }

    /** Opens a backup, and reads what it says of itself. */
    public static BackupReader open(Path file) throws IOException {
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw new IOException(file + " is damaged, or no backup of Polymeter", e);
        }
        try {
            return new BackupReader(file, zip, manifest(zip));
        } catch (IOException e) {
            zip.close();
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    static boolean isBackup(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            return false;
        }
        try (BackupReader reader = open(file)) {
            return !reader.digests().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** What it says of itself. */
    public Manifest manifest() {
        return manifest;
    }

    /** Bytes of its files once they are unpacked, by name. */
    public Map<String, Long> sizes() {
        Map<String, Long> sizes = new TreeMap<>();
        for (String name : digests().keySet()) {
            ZipEntry entry = zip.getEntry(name);
            sizes.put(name, entry == null ? 0 : entry.getSize());
        }
        return sizes;
    }

    /** Reads all of it, and compares. */
    public void check(Progress progress) throws IOException {
        long total = size();
        long done = 0;
        for (Map.Entry<String, String> entry : digests().entrySet()) {
            MessageDigest digest = Digests.sha256();
            done = copy(entry.getKey(), OutputStream.nullOutputStream(), digest, done, total, "checking", progress);
            if (!HexFormat.of().formatHex(digest.digest()).equals(entry.getValue())) {
                throw new IOException(file + " is damaged: " + entry.getKey() + " is not what was written");
            }
        }
    }

    /** Writes the files whose names begin like that into a folder, which is made. */
    void unpack(String beginning, Path folder, Progress progress) throws IOException {
        long total = size();
        long done = 0;
        Folders.create(folder);
        for (String name : digests().keySet()) {
            if (name.startsWith(beginning)) {
                Path target = inside(folder, name.substring(beginning.length()));
                Files.createDirectories(target.getParent());
                try (OutputStream out = Files.newOutputStream(target)) {
                    done = copy(name, out, Digests.sha256(), done, total, "unpacking", progress);
                }
                Folders.ownerOnly(target);
            }
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private Map<String, String> digests() {
        return new TreeMap<>(manifest.digests());
    }

    private long size() {
        return manifest.digests().keySet().stream()
                .map(zip::getEntry)
                .mapToLong(entry -> entry == null ? 0 : entry.getSize())
                .sum();
    }

    private long copy(
            String name, OutputStream to, MessageDigest digest, long before, long total, String what, Progress progress)
            throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException(file + " is damaged: " + name + " is missing");
        }
        long done = before;
        byte[] chunk = new byte[CHUNK];
        try (InputStream in = zip.getInputStream(entry)) {
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                to.write(chunk, 0, length);
                digest.update(chunk, 0, length);
                done += length;
                progress.at(what, done, total);
            }
            return done;
        } catch (ZipException e) {
            throw new IOException(file + " is damaged: " + name + " cannot be read", e);
        }
    }

    /** Whatever a manifest says, nothing is written elsewhere. */
    private Path inside(Path folder, String name) throws IOException {
        Path target = folder.resolve(name).normalize();
        if (!target.startsWith(folder.normalize())) {
            throw new IOException(file + " is no backup of Polymeter: it names " + name);
        }
        return target;
    }

    private static Manifest manifest(ZipFile zip) throws IOException {
        ZipEntry entry = zip.getEntry(Manifest.NAME);
        if (entry == null) {
            throw new IOException("it is no backup of Polymeter");
        }
        byte[] text;
        try (InputStream in = zip.getInputStream(entry)) {
            text = in.readNBytes(LONGEST_MANIFEST);
        }
        CRC32 checksum = new CRC32();
        checksum.update(text);
        if (checksum.getValue() != entry.getCrc()) { // the JDK does not compare it
            throw new IOException("its manifest is damaged");
        }
        return Manifest.read(new String(text, StandardCharsets.UTF_8));
    }
}
