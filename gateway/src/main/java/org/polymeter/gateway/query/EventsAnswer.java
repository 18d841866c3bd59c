package org.polymeter.gateway.query;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.history.Subject;
import org.polymeter.gateway.profile.JsonWriter;

/** What happened at meters, as the profile tells it, the newest first. */
public final class EventsAnswer {

    private static final int USUAL_LIMIT = 100;
    private static final int HIGHEST_LIMIT = 1_000;

    private final History history;

    public EventsAnswer(History history) {
        this.history = history;
    }

    /** {@code now}: the question is from; without a time, all until then and a day more is meant. */
    public byte[] json(Parameters said, Instant now) throws IOException, QuestionException {
        int limit = limit(said.one("limit"));
        QuestionReader reader = new QuestionReader(history, said, now);
        JsonWriter json = new JsonWriter().openArray();
        for (Subject subject : reader.subjects()) {
            Span always = new Span(Instant.EPOCH, now.plus(Duration.ofDays(1)));
            Span span = reader.span(subject.zone(), history.span(subject.meters()), always);
            json.openObject().key(subject.isPoint() ? "point" : "meter").value(subject.id());
            json.key("events").openArray();
            for (String event : newest(subject, span, limit)) {
                json.json(event.getBytes(StandardCharsets.UTF_8));
            }
            json.closeArray().closeObject();
        }
        return json.closeArray().toBytes();
    }

    /** Meters at one point were there one after the other. */
    private List<String> newest(Subject subject, Span span, int limit) throws IOException {
        List<String> events = new ArrayList<>();
        for (HistoryMeter meter : subject.meters().reversed()) {
            if (events.size() < limit) {
                events.addAll(history.events(meter, span, limit - events.size()));
            }
        }
        return events;
    }

    private static int limit(Optional<String> said) throws QuestionException {
        String text = said.orElse(Integer.toString(USUAL_LIMIT));
        int limit = text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > HIGHEST_LIMIT) {
            throw QuestionException.wrong(
                    "'limit' is how many events of each meter you want, from 1 to " + HIGHEST_LIMIT + ".");
        }
        return limit;
    }
}
