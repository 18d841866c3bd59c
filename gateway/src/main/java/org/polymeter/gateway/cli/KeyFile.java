package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file that holds keys, one a line; '#' begins a comment. Its text is never shown. */
final class KeyFile {

    private static final int MOST_LINES = 100;

    private KeyFile() {}

    /**
     * The lines that hold something.
     *
     * @throws IOException whose message says what is wrong with the file
     */
    static List<String> lines(Path file) throws IOException {
        try (var lines = Files.lines(file, StandardCharsets.UTF_8)) {
            List<String> keys = lines.limit(MOST_LINES)
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
            if (keys.isEmpty()) {
                throw new IOException(file + " holds no key");
            }
            return keys;
        } catch (UncheckedIOException e) {
            throw new IOException("cannot read " + file + ": it is no text", e);
        }
    }
}
