package org.polymeter.gateway.access;

import java.io.IOException;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;

/** {@code /api/app/password}: the first password, by the token that the console has shown; and every other. */
final class PasswordPages implements Pages {

    private final Access access;
    private final AccessGate gate;
    private final SessionPages sessions;

    PasswordPages(Access access, AccessGate gate, SessionPages sessions) {
        this.access = access;
        this.gate = gate;
        this.sessions = sessions;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.POST, "/api/app/password", Right.NONE, call -> Form.read(call, form -> set(call, form)));
    }

    private Answer set(Call call, Fields form) throws IOException {
        Optional<String> password = form.text("password");
        if (password.isEmpty()) {
            return Answer.Problem.badRequest("The new 'password' is missing.");
        }
        return access.hasPassword() ? another(call, form, password.get()) : first(call, form, password.get());
    }

    private Answer first(Call call, Fields form, String password) throws IOException {
        if (!AccessGate.isHere(call)) {
            return Refusals.NOT_FROM_HERE;
        }
        Verdict verdict = access.invitation(call.from(), form.text("token").orElse(""));
        if (verdict instanceof Verdict.Later later) {
            return Refusals.later(later.pause());
        }
        if (verdict instanceof Verdict.Wrong) {
            return Refusals.NO_PASSWORD_YET;
        }
        Optional<String> objection = PasswordHash.objection(password);
        if (objection.isPresent()) {
            return Answer.Problem.badRequest(objection.get());
        }
        return access.setFirst(password)
                ? sessions.begin(call)
                : Answer.Problem.conflict("There is a password already. Sign in with it.");
    }

    private Answer another(Call call, Fields form, String password) throws IOException {
        Optional<String> session = gate.session(call);
        if (session.isEmpty()) {
            return Refusals.NOT_THE_OWNER;
        }
        Optional<Answer.Problem> notOurs = SameSite.objection(call, session.get());
        if (notOurs.isPresent()) {
            return notOurs.get();
        }
        Optional<String> objection = PasswordHash.objection(password);
        if (objection.isPresent()) {
            return Answer.Problem.badRequest(objection.get());
        }
        return switch (access.password(call.from(), form.text("current").orElse(""))) {
            case Verdict.Wrong wrong -> Refusals.WRONG_PASSWORD;
            case Verdict.Later later -> Refusals.later(later.pause());
            case Verdict.Correct correct -> {
                access.set(password);
                yield sessions.begin(call);
            }
        };
    }
}
