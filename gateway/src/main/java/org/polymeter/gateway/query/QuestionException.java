package org.polymeter.gateway.query;

/** A question that cannot be answered. The message says what is wrong with it, and what to do. */
public final class QuestionException extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean unknown;

    private QuestionException(String message, boolean unknown) {
        super(message);
        this.unknown = unknown;
    }

    static QuestionException wrong(String message) {
        return new QuestionException(message, false);
    }

    /** It asks for something that is not there. */
    static QuestionException unknown(String message) {
        return new QuestionException(message, true);
    }

    /** Whether it asks for something that is not there; else the question itself is wrong. */
    public boolean isUnknown() {
        return unknown;
    }
}
