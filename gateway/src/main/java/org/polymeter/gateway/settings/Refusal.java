package org.polymeter.gateway.settings;

import java.util.List;
import org.polymeter.gateway.config.Problem;

/** A change that was not made, and why: the old file stays, and stays in force. */
public final class Refusal extends Exception {

    private static final long serialVersionUID = 1;

    /** What kind of reason it is. */
    enum Kind {
        /** What is asked for is not sound. */
        UNSOUND,
        /** There is no such thing. */
        ABSENT,
        /** The file is not what the caller thinks. */
        OUTDATED,
        /** It is sound, but the disk does not take it. */
        UNSAVED
    }

    private final Kind kind;
    private final transient List<Problem> problems;

    Refusal(Kind kind, String message) {
        this(kind, message, List.of());
    }

    Refusal(Kind kind, String message, List<Problem> problems) {
        super(message);
        this.kind = kind;
        this.problems = List.copyOf(problems);
    }

    Kind kind() {
        return kind;
    }

    /** By line of the text that was refused. */
    List<Problem> problems() {
        return problems;
    }
}
