package org.polymeter.gateway.query;

/** A question that cannot be answered. */
public final class QuestionException extends Exception {

    private static final long serialVersionUID = 1;

    private final String words;
    private final boolean unknown;

    private QuestionException(String words, boolean unknown) {
        super(words);
        this.words = words;
        this.unknown = unknown;
    }

    static QuestionException wrong(String words) {
        return new QuestionException(words, false);
    }

    /** It asks for something that is not there. */
    static QuestionException unknown(String words) {
        return new QuestionException(words, true);
    }

    /** What is wrong with it, and what to do. */
    public String words() {
        return words;
    }

    /** Whether it asks for something that is not there; else the question itself is wrong. */
    public boolean isUnknown() {
        return unknown;
    }
}
