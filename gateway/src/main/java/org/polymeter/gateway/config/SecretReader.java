package org.polymeter.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads a secret that stands in the file itself or, better, in a file of its own. */
final class SecretReader {

    private SecretReader() {}

    /** The value of {@code key}, or the first line of the file that {@code key-file} names. */
    static Optional<String> read(Section section, String key) {
        String fileKey = key + "-file";
        Optional<String> inline = section.text(key).filter(text -> !text.isEmpty());
        Optional<Path> file = section.path(fileKey);
        if (inline.isPresent() && file.isPresent()) {
            section.problem(fileKey, section.what() + " has both '" + key + "' and '" + fileKey + "' – keep one");
        }
        return inline.isPresent() ? inline : file.flatMap(path -> firstLine(section, fileKey, path));
    }

    private static Optional<String> firstLine(Section section, String key, Path path) {
        try (var lines = Files.lines(path)) {
            Optional<String> first = lines.findFirst().filter(line -> !line.isEmpty());
            if (first.isEmpty()) {
                section.problem(key, path + " is empty – its first line is to be the secret");
            }
            return first;
        } catch (IOException | java.io.UncheckedIOException e) {
            section.problem(key, "cannot read " + path + " – " + ReadFailure.reason(path));
            return Optional.empty();
        }
    }
}
