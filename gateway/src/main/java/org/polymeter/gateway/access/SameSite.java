package org.polymeter.gateway.access;

import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;

/** Tells calls of our own pages from those that pages of others make a browser send (CSRF). */
final class SameSite {

    /** With it, a page of ours shows that it has read what only ours can read. */
    static final String HEADER = "X-Polymeter";

    private SameSite() {}

    static boolean changes(Call call) {
        return call.method() != Method.GET;
    }

    /** Why a change by this call is not made; empty if it comes from one of our pages, or from no page at all. */
    static Optional<Answer.Problem> objection(Call call) {
        boolean isOther = call.header("Sec-Fetch-Site")
                .filter(site -> !site.equals("same-origin"))
                .isPresent();
        Optional<String> origin = call.header("Origin");
        boolean isElsewhere =
                origin.filter(it -> !isOf(it, call.header("Host").orElse(""))).isPresent();
        if (isOther || isElsewhere) {
            return Optional.of(forbidden("A page of another site has sent this"
                    + origin.map(it -> " (" + it + ")").orElse("")
                    + ". If it is yours: a reverse proxy in between has to pass on the header Host as it is."));
        }
        return Optional.empty();
    }

    /** The same for a call with the session of this id, which has to prove itself. */
    static Optional<Answer.Problem> objection(Call call, String id) {
        Optional<Answer.Problem> objection = objection(call);
        if (objection.isPresent()) {
            return objection;
        }
        String shown = call.header(HEADER).orElse("");
        return Nonce.same(shown, Session.proof(id))
                ? Optional.empty()
                : Optional.of(forbidden("The header " + HEADER + " is missing or wrong. It is the 'csrf' of"
                        + " /api/app/session; loading the page anew helps."));
    }

    /** {@code http://pi:8080} is of the host {@code pi:8080}. */
    private static boolean isOf(String origin, String host) {
        int end = origin.indexOf("://");
        return end > 0 && origin.substring(end + 3).equalsIgnoreCase(host);
    }

    private static Answer.Problem forbidden(String detail) {
        return new Answer.Problem(403, "Forbidden", detail, Map.of());
    }
}
