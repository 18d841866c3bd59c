package org.polymeter.gateway.query;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Rollup.Gauge;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Usage;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.profile.JsonWriter;

/** How a day goes: what is usual in each quarter hour or hour of it, by the clock of the meter. */
public final class DayAnswer {

    /** Days that are looked at: a year, and the weeks that it begins and ends in. */
    private static final int MOST_DAYS = 380;

    /** How far a register's value may be from the ends of a part, that what it counted is that of the part. */
    private static final Duration NEAR = Duration.ofSeconds(450);

    /** All of one time of the day. */
    private static final class Slot {

        private @Nullable Gauge gauge;
        private BigDecimal usage = BigDecimal.ZERO;
        private long usages;

        void add(Part part) {
            if (part.rollup().orElse(null) instanceof Gauge next) {
                gauge = gauge == null ? next : gauge.with(next);
            }
            part.usage().filter(it -> isOf(it, part)).ifPresent(it -> {
                usage = usage.add(it.amount());
                usages++;
            });
        }

        /** Else it is that of a gap, too. */
        private static boolean isOf(Usage usage, Part part) {
            return Duration.between(usage.since(), part.from()).abs().compareTo(NEAR) <= 0
                    && Duration.between(usage.until(), part.to()).abs().compareTo(NEAR) <= 0;
        }
    }

    /** One quantity's day. */
    private static final class Day {

        private final Kind kind;
        private final Map<LocalTime, Slot> slots = new TreeMap<>();

        Day(Kind kind) {
            this.kind = kind;
        }

        void add(Series series, ZoneId zone) {
            for (Part part : series.parts()) {
                LocalTime time = part.from().atZone(zone).toLocalTime();
                slots.computeIfAbsent(time, unused -> new Slot()).add(part);
            }
        }

        void write(String name, JsonWriter json) {
            Columns columns = new Columns();
            slots.forEach((time, slot) -> {
                Gauge gauge = slot.gauge;
                if (gauge != null) {
                    columns.text("time", time.toString()).number("count", Long.toString(gauge.count()));
                    columns.number("mean", Figures.mean(gauge));
                    columns.number("min", gauge.minimum().toPlainString());
                    columns.number("max", gauge.maximum().toPlainString());
                } else if (slot.usages > 0) {
                    columns.text("time", time.toString()).number("count", Long.toString(slot.usages));
                    columns.number("usage", Figures.mean(slot.usage, slot.usages));
                }
            });
            if (!columns.isEmpty()) {
                Heads.quantity(json, name, kind);
                columns.write(json);
                json.closeObject();
            }
        }
    }

    private final History history;

    public DayAnswer(History history) {
        this.history = history;
    }

    /** {@code question}: its resolution is a quarter hour or an hour. */
    public byte[] json(Question question) throws IOException, QuestionException {
        Resolution resolution = question.resolution();
        if (resolution != Resolution.QUARTER && resolution != Resolution.HOUR) {
            throw QuestionException.wrong("The 'resolution' of a day is quarter or hour.");
        }
        JsonWriter json = new JsonWriter().openObject();
        json.key("resolution").value(resolution.word()).key("meters").openArray();
        for (Question.Line line : question.lines()) {
            refuseLong(line.span());
            Heads.line(json, line.subject(), line.span());
            write(line, resolution, json.key("series"));
            json.closeObject();
        }
        return json.closeArray().closeObject().toBytes();
    }

    private static void refuseLong(Span span) throws QuestionException {
        if (Duration.between(span.from(), span.to()).toDays() > MOST_DAYS) {
            throw QuestionException.wrong("A day is made of " + MOST_DAYS + " days at most: ask for less time.");
        }
    }

    private void write(Question.Line line, Resolution resolution, JsonWriter json)
            throws IOException, QuestionException {
        Map<String, Day> days = new HashMap<>();
        ZoneId zone = line.subject().zone();
        new Walk(history).through(line, resolution, (piece, done) -> {
            for (Series series : piece) {
                days.computeIfAbsent(series.quantity(), unused -> new Day(series.kind()))
                        .add(series, zone);
            }
        });
        json.openArray();
        for (String name : line.names()) {
            Optional.ofNullable(days.get(name)).ifPresent(day -> day.write(name, json));
        }
        json.closeArray();
    }
}
