package org.polymeter.gateway.access;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;

/** {@code /api/app/session}: who one is here; signing in and out. */
final class SessionPages implements Pages {

    static final String PATH = "/api/app/session";

    private final Access access;
    private final AccessGate gate;
    private final SessionCookie cookie;
    private final Signpost signpost;

    SessionPages(Access access, AccessGate gate, SessionCookie cookie, Signpost signpost) {
        this.access = access;
        this.gate = gate;
        this.cookie = cookie;
        this.signpost = signpost;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, PATH, Right.NONE, this::tell)
                .add(Method.POST, PATH, Right.NONE, call -> Form.read(call, form -> signIn(call, form)))
                .add(Method.DELETE, PATH, Right.NONE, this::signOut);
    }

    private Answer tell(Call call) {
        return signpost.document(gate.right(call), access.hasPassword(), gate.session(call), Map.of());
    }

    private Answer signIn(Call call, Fields form) {
        Optional<String> password = form.text("password");
        if (password.isEmpty()) {
            return Answer.Problem.badRequest("A 'password' is missing.");
        }
        if (!access.hasPassword()) {
            return Refusals.NO_PASSWORD_YET;
        }
        return switch (access.password(call.from(), password.get())) {
            case Verdict.Correct correct -> begin(call);
            case Verdict.Wrong wrong -> Refusals.WRONG_PASSWORD;
            case Verdict.Later later -> Refusals.later(later.pause());
        };
    }

    /** Begins a session, always a new one: an id that somebody has planted beforehand is worth nothing. */
    Answer begin(Call call) {
        cookie.ids(call).forEach(access.sessions()::end);
        String id = access.sessions().begin();
        // after the first password, the server may listen elsewhere
        Map<String, String> headers = Map.of(SessionCookie.SET, cookie.given(call, id), "Connection", "close");
        return signpost.document(Right.CHANGE, true, Optional.of(id), headers);
    }

    /** {@code ?everywhere=true}: in all browsers. */
    private Answer signOut(Call call) throws IOException {
        Optional<String> session = gate.session(call);
        if (session.isPresent()) {
            Optional<Answer.Problem> objection = SameSite.objection(call, session.get());
            if (objection.isPresent()) {
                return objection.get();
            }
            if (call.parameter("everywhere").filter("true"::equals).isPresent()) {
                access.sessions().endAll();
            } else {
                access.sessions().end(session.get());
            }
        }
        return new Answer.Done(Map.of(SessionCookie.SET, cookie.taken(call)));
    }
}
