package org.polymeter.gateway.outage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What is away, and why: in a word for programs, and in a sentence for people that says what to do. */
public final class OutageException extends IOException {

    private static final long serialVersionUID = 1;
    private static final int DEEPEST_CAUSE = 20;

    private final Outage outage;

    public OutageException(Outage outage, String sentence) {
        super(sentence);
        this.outage = outage;
    }

    public OutageException(Outage outage, String sentence, Throwable cause) {
        super(sentence, cause);
        this.outage = outage;
    }

    public Outage outage() {
        return outage;
    }

    /** The word for what was thrown, or for what that was made of. */
    public static Outage of(Throwable thrown) {
        @Nullable Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof OutageException known) {
                return known.outage;
            }
            cause = cause.getCause();
        }
        return thrown instanceof RuntimeException ? Outage.OURS : Outage.OTHER;
    }
}
