package org.polymeter.gateway.inspect;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Body;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.inspect.Question.MisunderstoodException;
import org.polymeter.gateway.inspect.Question.SlipException;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /api/app/explanation}: bytes that somebody pastes, byte by byte. */
final class ExplanationPages implements Pages {

    /** Several would only slow each other down, and the lanes with them. */
    private final Semaphore turn = new Semaphore(1);

    private final Setups setups;
    private final InstantSource clock;

    ExplanationPages(Setups setups, InstantSource clock) {
        this.setups = setups;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.POST, "/api/app/explanation", Right.INSPECT, this::explain);
    }

    private Answer explain(Call call) throws IOException {
        Setup setup;
        Question question;
        try {
            question = Question.read(call.body().read(Body.MOST));
            setup = setups.of(question);
        } catch (MisunderstoodException e) {
            return Answer.Problem.badRequest(String.valueOf(e.getMessage()));
        } catch (SlipException e) {
            return answer(new Examination(List.of(), 0, false, String.valueOf(e.getMessage()), List.of()));
        }
        turn.acquireUninterruptibly();
        try {
            return answer(Examiner.examine(question.written(), setup, clock.instant()));
        } finally {
            turn.release();
        }
    }

    private static Answer answer(Examination examination) {
        JsonWriter json = new JsonWriter().openObject();
        new PieceWriter(json).write(examination);
        return Answer.Document.json(json.closeObject().toBytes());
    }
}
