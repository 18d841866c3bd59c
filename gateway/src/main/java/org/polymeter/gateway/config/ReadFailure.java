package org.polymeter.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Says why a file cannot be read, in words. */
public final class ReadFailure {

    private ReadFailure() {}

    public static String reason(Path path) {
        if (Files.notExists(path)) { // and not: in a folder that hides it
            return "there is no such file";
        }
        if (Files.isDirectory(path)) {
            return "it is a folder";
        }
        return Files.isReadable(path) ? "it is not a text file in UTF-8" : "permission denied";
    }
}
