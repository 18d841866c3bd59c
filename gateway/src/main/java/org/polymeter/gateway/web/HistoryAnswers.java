package org.polymeter.gateway.web;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.query.QuestionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts questions to the history; what stands in the way becomes a problem in words. */
public final class HistoryAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryAnswers.class);

    /** What answers one. */
    public interface Asked {
        Answer answer(History history) throws IOException, QuestionException;
    }

    private final Optional<History> history;

    /** {@code history}: empty if this gateway keeps none. */
    public HistoryAnswers(Optional<History> history) {
        this.history = history;
    }

    public Answer answer(Asked asked) {
        if (history.isEmpty()) {
            return Answer.Problem.notFound("This gateway keeps no history: its configuration says so, by"
                    + " 'history: {type: none}', or it is one that remembers nothing, such as the demo.");
        }
        try {
            return asked.answer(history.get());
        } catch (QuestionException e) {
            return e.isUnknown() ? Answer.Problem.notFound(e.words()) : Answer.Problem.badRequest(e.words());
        } catch (IOException e) {
            LOG.warn("http: {}", e.getMessage());
            return new Answer.Problem(
                    503,
                    "Service Unavailable",
                    "The history cannot be read now; the log tells why. Ask again in a minute.",
                    Map.of("Retry-After", "60"));
        }
    }
}
