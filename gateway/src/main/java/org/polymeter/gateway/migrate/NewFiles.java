package org.polymeter.gateway.migrate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes a configuration and, beside it, its secrets, which nobody but their owner may read. */
public final class NewFiles {

    private static final FileAttribute<?>[] OWNER_ONLY =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                    }
                    : new FileAttribute<?>[0];

    private NewFiles() {}

    /**
     * Writes all or, if one of them is there already, none.
     *
     * @param overwrite whether files that are there are replaced
     * @return what was written, the configuration first
     */
    public static List<Path> write(Migration migration, Path file, boolean overwrite) throws IOException {
        List<Path> paths = new ArrayList<>(List.of(file));
        for (String secret : migration.secrets().keySet()) {
            paths.add(file.resolveSibling(secret));
        }
        for (Path path : paths) {
            if (!overwrite && Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
        for (Map.Entry<String, String> secret : migration.secrets().entrySet()) {
            create(file.resolveSibling(secret.getKey()), secret.getValue() + "\n", OWNER_ONLY);
        }
        create(file, migration.yaml(), new FileAttribute<?>[0]);
        return paths;
    }

    /** An old file goes first: a new one would inherit who may read it. */
    private static void create(Path path, String text, FileAttribute<?>[] attributes) throws IOException {
        Files.deleteIfExists(path);
        try (var channel = Files.newByteChannel(
                        path, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes);
                OutputStream out = java.nio.channels.Channels.newOutputStream(channel)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
