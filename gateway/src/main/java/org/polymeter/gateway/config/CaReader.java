package org.polymeter.gateway.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code ca}: the file with the authorities that a connection trusts instead of the system's. */
final class CaReader {

    private CaReader() {}

    /** {@code secure}: whether there is a connection with TLS at all; {@code switchedOn} says by what. */
    static Optional<Path> read(Section section, boolean secure, String switchedOn) {
        Optional<Path> ca = section.path("ca");
        ca.ifPresent(path -> check(section, path, secure, switchedOn));
        return ca;
    }

    private static void check(Section section, Path path, boolean secure, String switchedOn) {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            section.problem("ca", "cannot read " + path + " – " + ReadFailure.reason(path));
        } else if (!secure) {
            section.problem("ca", "'ca' in " + section.what() + " has no effect without " + switchedOn);
        }
    }
}
