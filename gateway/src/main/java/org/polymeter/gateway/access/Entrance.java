package org.polymeter.gateway.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;

/**
 * How one comes into one server: who may do what, and the pages where one says who one is.
 *
 * @param gate decides
 * @param pages around {@code /api/app/session}
 */
public record Entrance(Gate gate, List<Pages> pages) {

    public Entrance {
        pages = List.copyOf(pages);
    }

    /**
     * By password and token.
     *
     * @param gateway id of the gateway
     * @param version of the program
     * @param guests whether everybody may read
     * @param tls whether the server is called by HTTPS only
     */
    public static Entrance of(Access access, String gateway, String version, boolean guests, boolean tls) {
        SessionCookie cookie = new SessionCookie(gateway, tls);
        AccessGate gate = new AccessGate(access, cookie, guests);
        SessionPages sessions = new SessionPages(access, gate, cookie, new Signpost(gateway, version, guests, false));
        return new Entrance(gate, List.of(sessions, new PasswordPages(access, gate, sessions), new TokenPages(access)));
    }

    /** Nobody comes in, wherever he comes from: it cannot be told who may. */
    public static Entrance shut() {
        Answer.Problem problem = new Answer.Problem(
                503,
                "Service Unavailable",
                "Meters are read, but nobody can be let in: access.json in the data folder cannot be used. The log says"
                        + " why, and what to do.",
                Map.of());
        Gate gate = new Gate() {
            @Override
            public Optional<Answer.Problem> refusal(Call call, Right needed) {
                return Optional.of(problem);
            }

            @Override
            public void onceOpen(Runnable action) {} // never
        };
        return new Entrance(gate, List.of());
    }

    /** To a demonstration, where everybody may see everything and change nothing. */
    public static Entrance ofDemo(String gateway, String version) {
        Signpost signpost = new Signpost(gateway, version, true, true);
        Answer.Problem fixed =
                new Answer.Problem(403, "Forbidden", "The demo cannot be changed. 'polymeter run' can.", Map.of());
        Gate gate = (call, needed) -> Right.INSPECT.includes(needed) ? Optional.empty() : Optional.of(fixed);
        return new Entrance(
                gate,
                List.of(routes -> routes.add(
                        Method.GET,
                        SessionPages.PATH,
                        Right.NONE,
                        call -> signpost.document(Right.INSPECT, false, Optional.empty(), Map.of()))));
    }
}
