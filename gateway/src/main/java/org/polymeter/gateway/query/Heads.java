package org.polymeter.gateway.query;

import java.util.Locale;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.history.Subject;
import org.polymeter.gateway.profile.JsonWriter;

/** How objects of all answers begin. */
final class Heads {

    private Heads() {}

    /** Of whom, and over which time; the object stays open. */
    static void line(JsonWriter json, Subject subject, Span span) {
        json.openObject().key(subject.isPoint() ? "point" : "meter").value(subject.id());
        if (subject.isPoint()) {
            json.key("meters").openArray();
            subject.meters().stream().map(HistoryMeter::id).forEach(json::value);
            json.closeArray();
        }
        json.key("zone").value(subject.zone().getId());
        span(json, span);
    }

    static void span(JsonWriter json, Span span) {
        json.key("from").time(span.from()).key("to").time(span.to());
    }

    /** Of what; the object stays open. */
    static void quantity(JsonWriter json, String name, Kind kind) {
        json.openObject().key("name").value(name);
        json.key("kind").value(kind.name().toLowerCase(Locale.ROOT));
        String unit = Figures.unit(name);
        if (!unit.isEmpty()) {
            json.key("unit").value(unit);
        }
    }
}
