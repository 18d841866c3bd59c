package org.polymeter.gateway.bundle;

/** It cannot be told what in a frame says who the meter is, so the frame has to be left out. */
final class UncertainException extends Exception {

    private static final long serialVersionUID = 1;

    /** {@code reason}: for people, without a number of the frame. */
    UncertainException(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
