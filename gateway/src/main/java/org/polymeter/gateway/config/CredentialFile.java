package org.polymeter.gateway.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/**
 * The key {@code cred-file} of a broker: a file of Java properties with {@code user} and {@code password}, as
 * the smartmeter-reader in Go has it.
 */
record CredentialFile(Optional<String> user, Optional<String> password) {

    private static final CredentialFile NONE = new CredentialFile(Optional.empty(), Optional.empty());

    static CredentialFile read(Section section) {
        Optional<Path> path = section.path("cred-file");
        if (path.isEmpty()) {
            return NONE;
        }
        for (String other : List.of("user", "password", "password-file")) {
            if (section.has(other)) {
                section.problem("cred-file", section.what() + " has both 'cred-file' and '" + other + "' – keep one");
                return NONE;
            }
        }
        return read(section, path.get());
    }

    private static CredentialFile read(Section section, Path path) {
        Properties lines = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            lines.load(reader);
        } catch (IOException e) {
            section.problem("cred-file", "cannot read " + path + " – " + ReadFailure.reason(path));
            return NONE;
        } catch (IllegalArgumentException e) { // a broken escape
            section.problem("cred-file", path + " has a \\u without four hex digits behind it");
            return NONE;
        }
        CredentialFile read = new CredentialFile(
                Optional.ofNullable(lines.getProperty("user")).filter(text -> !text.isEmpty()),
                Optional.ofNullable(lines.getProperty("password")).filter(text -> !text.isEmpty()));
        if (read.user.isEmpty() || read.password.isEmpty()) {
            section.problem("cred-file", path + " needs two lines, 'user=…' and 'password=…'");
        }
        return read;
    }

    /** Never the password. */
    @Override
    public String toString() {
        return "credentials of " + user.orElse("nobody");
    }
}
