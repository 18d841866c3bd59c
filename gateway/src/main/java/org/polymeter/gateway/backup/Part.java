package org.polymeter.gateway.backup;

import java.nio.file.Path;

/**
 * A file that goes into a backup.
 *
 * @param name in the backup, with {@code /}: {@code data/bindings.properties}
 */
public record Part(String name, Path file) {

    /** What the program remembers. */
    public static final String DATA = "data/";

    /** What the user has written. */
    public static final String CONFIGURATION = "configuration/";
}
