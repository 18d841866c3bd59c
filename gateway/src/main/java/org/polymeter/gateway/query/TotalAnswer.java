package org.polymeter.gateway.query;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Usage;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.profile.JsonWriter;

/** What was used in all over some time, exactly, and in the time before. */
public final class TotalAnswer {

    private static final long QUARTER = Duration.ofMinutes(15).toSeconds();

    /** What the time is compared with. */
    public enum Comparison {
        NONE,
        PREVIOUS,
        YEAR;

        /** {@code said}: the parameter {@code compare}. */
        public static Comparison of(Optional<String> said) throws QuestionException {
            return switch (said.orElse("")) {
                case "" -> NONE;
                case "previous" -> PREVIOUS;
                case "year" -> YEAR;
                default ->
                    throw QuestionException.wrong("'compare' is previous, for the time before, or year, for the same"
                            + " time a year before; and not '" + said.orElse("") + "'.");
            };
        }

        private Span before(Span span, ZoneId zone) {
            return this == YEAR ? Period.yearBefore(span, zone) : Period.before(span, zone);
        }
    }

    private final History history;

    public TotalAnswer(History history) {
        this.history = history;
    }

    public byte[] json(Question question, Comparison comparison) throws IOException {
        JsonWriter json = new JsonWriter().openObject().key("meters").openArray();
        for (Question.Line line : question.lines()) {
            ZoneId zone = line.subject().zone();
            Span span = wholeQuarters(line.span());
            Heads.line(json, line.subject(), span);
            totals(line, span, json);
            if (comparison != Comparison.NONE) {
                Span before = wholeQuarters(comparison.before(span, zone));
                write("previous", line, before, json);
                if (question.now().isAfter(span.from()) && question.now().isBefore(span.to())) {
                    Span soFar = Period.soFar(span, lastQuarter(question.now()), before, zone);
                    if (soFar.from().isBefore(soFar.to())) {
                        write("previous_so_far", line, soFar, json);
                    }
                }
            }
            json.closeObject();
        }
        return json.closeArray().closeObject().toBytes();
    }

    private void write(String key, Question.Line line, Span span, JsonWriter json) throws IOException {
        Heads.span(json.key(key).openObject(), span);
        totals(line, span, json);
        json.closeObject();
    }

    private void totals(Question.Line line, Span span, JsonWriter json) throws IOException {
        json.key("totals").openArray();
        for (Series series : total(line, span)) {
            for (Part part : series.parts()) {
                write(series, part, json);
            }
        }
        json.closeArray();
    }

    private List<Series> total(Question.Line line, Span span) throws IOException {
        return line.names().isEmpty() ? List.of() : history.total(line.subject(), line.names(), span);
    }

    private static void write(Series series, Part part, JsonWriter json) {
        if (part.usage().isPresent()) {
            Usage usage = part.usage().get();
            Heads.quantity(json, series.quantity(), series.kind());
            json.key("usage").number(usage.amount().toPlainString());
            json.key("since").time(usage.since()).key("until").time(usage.until());
            json.closeObject();
        } else if (part.rollup().orElse(null) instanceof Gauge gauge) {
            Heads.quantity(json, series.quantity(), series.kind());
            json.key("count").value(gauge.count()).key("mean").number(Figures.mean(gauge));
            json.key("min").number(gauge.minimum().toPlainString());
            json.key("max").number(gauge.maximum().toPlainString());
            json.closeObject();
        }
    }

    /** From the start of the quarter hour it begins in to the end of the one it ends in. */
    private static Span wholeQuarters(Span span) {
        Instant end = lastQuarter(span.to());
        return new Span(lastQuarter(span.from()), end.isBefore(span.to()) ? end.plusSeconds(QUARTER) : end);
    }

    private static Instant lastQuarter(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), QUARTER) * QUARTER);
    }
}
