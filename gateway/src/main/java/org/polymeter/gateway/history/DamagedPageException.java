package org.polymeter.gateway.history;

import java.io.IOException;

/** Bytes that should be a page, and are not. */
final class DamagedPageException extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedPageException(String message, Throwable cause) {
        super(message, cause);
    }
}
