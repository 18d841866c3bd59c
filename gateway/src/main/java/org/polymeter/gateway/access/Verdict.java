package org.polymeter.gateway.access;

import java.time.Duration;

/** What comes of it when somebody says a secret. */
sealed interface Verdict {

    /** It is the right one. */
    record Correct() implements Verdict {}

    /** It is not. */
    record Wrong() implements Verdict {}

    /** It was not looked at, since too many were wrong before, or too many wait. */
    record Later(Duration pause) implements Verdict {}
}
