package org.polymeter.gateway.query;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.history.Span;

/** Goes through history piece by piece, so that years of it need little memory. */
final class Walk {

    /** Parts of a piece: five days of quarter hours. */
    private static final int PARTS = 480;

    /** Readings of a piece: seconds. */
    private static final long QUARTER = 900;

    /** Takes a piece. */
    interface Visitor {
        /** {@code done}: all until then has been seen. */
        void visit(List<Series> piece, Instant done) throws IOException, QuestionException;
    }

    private final History history;

    Walk(History history) {
        this.history = history;
    }

    void through(Question.Line line, Resolution resolution, Visitor visitor) throws IOException, QuestionException {
        if (line.names().isEmpty()) {
            return;
        }
        if (resolution == Resolution.READING) {
            readings(line, visitor);
        } else {
            parts(line, resolution, visitor);
        }
    }

    private void readings(Question.Line line, Visitor visitor) throws IOException, QuestionException {
        Instant end = line.span().to();
        Optional<Instant> next =
                history.readingsAfter(line.subject(), line.span().from());
        while (next.filter(end::isAfter).isPresent()) {
            Instant from = next.get();
            long quarterEnd = (Math.floorDiv(from.getEpochSecond(), QUARTER) + 1) * QUARTER;
            Instant to = end.getEpochSecond() < quarterEnd ? end : Instant.ofEpochSecond(quarterEnd);
            visitor.visit(history.values(line.subject(), line.names(), new Span(from, to)), to);
            next = history.readingsAfter(line.subject(), to);
        }
    }

    private void parts(Question.Line line, Resolution resolution, Visitor visitor)
            throws IOException, QuestionException {
        List<Instant> bounds = resolution.bounds(
                line.span().from(), line.span().to(), line.subject().zone());
        for (int at = 0; at + 1 < bounds.size(); at += PARTS) {
            List<Instant> some = bounds.subList(at, Math.min(bounds.size(), at + PARTS + 1));
            visitor.visit(history.parts(line.subject(), line.names(), some), some.getLast());
        }
    }
}
