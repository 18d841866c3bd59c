package org.polymeter.gateway.query;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Rollup;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Rollup.Last;
import org.polymeter.gateway.history.Rollup.Register;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Usage;
import org.polymeter.gateway.history.Series.Value;
import org.polymeter.gateway.profile.JsonWriter;

/** The course of quantities, as lists that charts take: a time for each entry of the others. */
public final class SeriesAnswer {

    /** Entries of all lists of times together; a chart of 2,000 pixels needs fewer. */
    static final int MOST_POINTS = 100_000;

    /** A usage that began earlier than this before its part holds a gap. */
    private static final Duration GAP = Duration.ofMinutes(15);

    private final History history;

    public SeriesAnswer(History history) {
        this.history = history;
    }

    public byte[] json(Question question) throws IOException, QuestionException {
        refuseLong(question);
        JsonWriter json = new JsonWriter().openObject();
        json.key("resolution").value(question.resolution().word());
        json.key("meters").openArray();
        int points = 0;
        for (Question.Line line : question.lines()) {
            Heads.line(json, line.subject(), line.span());
            points += write(line, question.resolution(), MOST_POINTS - points, json.key("series"));
            json.closeObject();
        }
        return json.closeArray().closeObject().toBytes();
    }

    /** Before anything is read: years of quarter hours are known to be too much. */
    private static void refuseLong(Question question) throws QuestionException {
        if (question.resolution() == Resolution.READING) {
            return; // how many there are, shows
        }
        long parts = 0;
        for (Question.Line line : question.lines()) {
            Duration length = Duration.between(line.span().from(), line.span().to());
            if (!line.names().isEmpty()) {
                parts += length.dividedBy(shortest(question.resolution()));
            }
        }
        if (parts > MOST_POINTS) {
            throw tooMuch();
        }
    }

    private static Duration shortest(Resolution resolution) {
        return switch (resolution) {
            case READING, QUARTER -> Duration.ofMinutes(15);
            case HOUR -> Duration.ofHours(1);
            case DAY -> Duration.ofHours(23);
            case WEEK -> Duration.ofDays(6);
            case MONTH -> Duration.ofDays(27);
            case YEAR -> Duration.ofDays(364);
        };
    }

    private static QuestionException tooMuch() {
        return QuestionException.wrong("These are more than " + MOST_POINTS
                + " points. Ask for a coarser 'resolution', for less time, or for fewer 'meter' and 'name';"
                + " /api/1/history.csv has no such limit.");
    }

    /** One answer's lists of one quantity. */
    private static final class Lists {

        private final Kind kind;
        private final Columns columns = new Columns();
        private final Columns register = new Columns();
        private final JsonWriter gaps = new JsonWriter().openArray();
        private boolean anyGap;

        Lists(Kind kind) {
            this.kind = kind;
        }

        /** Returns the number of points. */
        int add(Series series) {
            series.values().forEach(this::add);
            series.parts().forEach(this::add);
            return series.values().size() + series.parts().size();
        }

        private void add(Value value) {
            columns.number("time", Figures.seconds(value.time()));
            put("value", value.text());
        }

        private void put(String column, String value) {
            if (Figures.isNumber(kind, value)) {
                columns.number(column, value);
            } else {
                columns.text(column, value);
            }
        }

        private void add(Part part) {
            if (kind == Kind.COUNTER || kind == Kind.NET) {
                part.usage().ifPresent(usage -> add(usage, part));
                if (part.rollup().orElse(null) instanceof Register last) {
                    register.number("time", Figures.seconds(last.lastTime()))
                            .number("value", last.last().toPlainString());
                }
            } else {
                part.rollup().ifPresent(rollup -> add(rollup, part));
            }
        }

        private void add(Usage usage, Part part) {
            bounds(part).number("usage", usage.amount().toPlainString());
            if (usage.since().isBefore(part.from().minus(GAP))) {
                anyGap = true;
                gaps.openArray();
                gaps.number(Figures.seconds(usage.since())).number(Figures.seconds(part.from()));
                gaps.closeArray();
            }
        }

        private void add(Rollup rollup, Part part) {
            if (kind == Kind.GAUGE && rollup instanceof Gauge gauge) {
                bounds(part)
                        .number("count", Long.toString(gauge.count()))
                        .number("mean", Figures.mean(gauge))
                        .number("min", gauge.minimum().toPlainString())
                        .number("max", gauge.maximum().toPlainString());
            } else if (kind != Kind.GAUGE && rollup instanceof Last last) {
                bounds(part);
                put("last", last.text());
            }
        }

        private Columns bounds(Part part) {
            return columns.number("from", Figures.seconds(part.from())).number("to", Figures.seconds(part.to()));
        }

        void write(String name, JsonWriter json) {
            if (columns.isEmpty() && register.isEmpty()) {
                return;
            }
            Heads.quantity(json, name, kind);
            columns.write(json);
            if (anyGap) {
                json.key("gaps").json(gaps.closeArray().toBytes());
            }
            if (!register.isEmpty()) {
                register.write(json.key("register").openObject());
                json.closeObject();
            }
            json.closeObject();
        }
    }

    private int write(Question.Line line, Resolution resolution, int most, JsonWriter json)
            throws IOException, QuestionException {
        Map<String, Lists> lists = new HashMap<>();
        int[] points = new int[1];
        new Walk(history).through(line, resolution, (piece, done) -> {
            for (Series series : piece) {
                points[0] += lists.computeIfAbsent(series.quantity(), unused -> new Lists(series.kind()))
                        .add(series);
            }
            if (points[0] > most) {
                throw tooMuch();
            }
        });
        json.openArray();
        for (String name : line.names()) {
            Lists found = lists.get(name);
            if (found != null) {
                found.write(name, json);
            }
        }
        json.closeArray();
        return points[0];
    }
}
