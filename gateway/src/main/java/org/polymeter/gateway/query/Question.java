package org.polymeter.gateway.query;

import java.time.Instant;
import java.util.List;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.history.Subject;

/**
 * What somebody wants to know of the history.
 *
 * @param lines for each meter or point what is asked of it
 * @param now when it was asked
 */
public record Question(List<Line> lines, Resolution resolution, Instant now) {

    /**
     * What is asked of one meter or point.
     *
     * @param names of quantities, as asked for; it need not have all of them
     * @param span by its own calendar
     */
    public record Line(Subject subject, List<String> names, Span span) {}

    public Question {
        lines = List.copyOf(lines);
    }
}
