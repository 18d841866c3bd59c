package org.polymeter.gateway.migrate;

/** A file of another program that cannot be taken over: its name, the line, what is wrong, what to do. */
public final class MigrationException extends Exception {

    private static final long serialVersionUID = 1L;

    /** {@code line}: from 1; 0 for the file as a whole. */
    MigrationException(String file, int line, String message) {
        super(file + (line > 0 ? ":" + line : "") + ": " + message);
    }
}
