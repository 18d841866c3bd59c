package org.polymeter.gateway.imports;

/** A file cannot be imported, or no further: which, where, why, and what to do. */
public final class ImportException extends Exception {

    private static final long serialVersionUID = 1L;

    ImportException(String message) {
        super(message);
    }
}
