package org.polymeter.gateway.access;

import java.time.Duration;
import java.util.Map;
import org.polymeter.gateway.http.Answer.Problem;
import org.polymeter.gateway.http.Right;

/** Why somebody is not let in, and what to do. */
final class Refusals {

    static final Problem WRONG_PASSWORD =
            new Problem(403, "Forbidden", "This is not the password. Mind upper and lower case.", Map.of());

    static final Problem NOT_THE_OWNER = new Problem(
            403, "Forbidden", "This is the owner's business: sign in with the password, at / in a browser.", Map.of());

    static final Problem NO_PASSWORD_YET = new Problem(
            403,
            "Forbidden",
            "This needs a password, and there is none yet: open the link that the program printed when it started, or run"
                    + " 'polymeter password' on its machine.",
            Map.of());

    static final Problem NOT_FROM_HERE = new Problem(
            403,
            "Forbidden",
            "As long as there is no password, only the machine itself may ask: run 'polymeter password' there.",
            Map.of());

    private Refusals() {}

    /** RFC 9110, 15.5.2. */
    static Problem unknown() {
        return unauthorized(
                "Bearer",
                "This needs you to sign in: at / in a browser, or by a token in the header"
                        + " 'Authorization: Bearer …', which the owner makes there under Access.");
    }

    static Problem badToken() {
        return unauthorized(
                "Bearer error=\"invalid_token\"",
                "This token is not known here, or its time is over. The"
                        + " owner makes another at / in a browser, under Access.");
    }

    static Problem tooLittle(Right has, Right needed) {
        return new Problem(
                403,
                "Forbidden",
                "This token may " + AccessFile.word(has) + ", and this needs one that may " + AccessFile.word(needed)
                        + ".",
                Map.of());
    }

    static Problem later(Duration pause) {
        long seconds = Math.max(1, pause.plusMillis(999).toSeconds());
        return new Problem(
                429,
                "Too Many Requests",
                "That was wrong too often. Try again in " + seconds + " s.",
                Map.of("Retry-After", "" + seconds));
    }

    private static Problem unauthorized(String challenge, String detail) {
        return new Problem(401, "Unauthorized", detail, Map.of("WWW-Authenticate", challenge));
    }
}
