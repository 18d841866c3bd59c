package org.polymeter.gateway.access;

import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.Right;

/**
 * Lets in the owner who has signed in, programs with a token, and, to read, guests if the owner wants that. As long as
 * there is no password, whoever is at the machine itself may read.
 */
final class AccessGate implements Gate {

    private static final String BEARER = "bearer ";

    private final Access access;
    private final SessionCookie cookie;
    private final boolean guests;

    /** {@code guests}: whether everybody may read. */
    AccessGate(Access access, SessionCookie cookie, boolean guests) {
        this.access = access;
        this.cookie = cookie;
        this.guests = guests;
    }

    @Override
    public Optional<Answer.Problem> refusal(Call call, Right needed) {
        if (needed == Right.NONE) {
            return Optional.empty();
        }
        if (!access.hasPassword()) {
            return beforePassword(call, needed);
        }
        Optional<String> token = token(call);
        if (token.isPresent()) {
            return ofToken(token.get(), call, needed);
        }
        Optional<String> session = session(call);
        if (session.isPresent()) {
            return SameSite.changes(call) ? SameSite.objection(call, session.get()) : Optional.empty();
        }
        if (guests && Right.READ.includes(needed)) {
            return fromOurPages(call);
        }
        return Optional.of(Refusals.unknown());
    }

    @Override
    public void onceOpen(Runnable action) {
        access.onceOpen(action);
    }

    /** What somebody may do; the owner's own is not told of, since whoever has signed in may. */
    Right right(Call call) {
        if (!access.hasPassword()) {
            return isHere(call) ? Right.READ : Right.NONE;
        }
        Optional<String> token = token(call);
        if (token.isPresent()) {
            return access.token(token.get()).map(ApiToken::right).orElse(Right.NONE);
        }
        if (session(call).isPresent()) {
            return Right.CHANGE;
        }
        return guests ? Right.READ : Right.NONE;
    }

    /** The id of the session that a call belongs to; none if it shows a token. */
    Optional<String> session(Call call) {
        return token(call).isPresent()
                ? Optional.empty()
                : cookie.ids(call).stream().filter(access.sessions()::knows).findFirst();
    }

    /** Whether it comes from the very machine, and nobody has passed it on. */
    static boolean isHere(Call call) {
        boolean passedOn = call.header("X-Forwarded-For").isPresent()
                || call.header("Forwarded").isPresent()
                || call.header("Via").isPresent();
        return call.from().isLoopbackAddress() && !passedOn;
    }

    private static Optional<Answer.Problem> beforePassword(Call call, Right needed) {
        if (!isHere(call)) {
            return Optional.of(Refusals.NOT_FROM_HERE);
        }
        return Right.READ.includes(needed) ? fromOurPages(call) : Optional.of(Refusals.NO_PASSWORD_YET);
    }

    private static Optional<Answer.Problem> fromOurPages(Call call) {
        return SameSite.changes(call) ? SameSite.objection(call) : Optional.empty();
    }

    private Optional<Answer.Problem> ofToken(String text, Call call, Right needed) {
        Optional<ApiToken> token = access.token(text);
        if (token.isEmpty()) {
            return Optional.of(
                    access.wrongToken(call.from(), text) instanceof Verdict.Later later
                            ? Refusals.later(later.pause())
                            : Refusals.badToken());
        }
        Right right = token.get().right();
        if (needed == Right.OWN) {
            return Optional.of(Refusals.NOT_THE_OWNER);
        }
        return right.includes(needed) ? Optional.empty() : Optional.of(Refusals.tooLittle(right, needed));
    }

    private static Optional<String> token(Call call) {
        return call.header("Authorization")
                .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length()))
                .map(header -> header.substring(BEARER.length()).strip());
    }
}
