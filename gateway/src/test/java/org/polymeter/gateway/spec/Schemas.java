package org.polymeter.gateway.spec;

import static org.polymeter.gateway.spec.Shapes.always;
import static org.polymeter.gateway.spec.Shapes.count;
import static org.polymeter.gateway.spec.Shapes.defined;
import static org.polymeter.gateway.spec.Shapes.described;
import static org.polymeter.gateway.spec.Shapes.integer;
import static org.polymeter.gateway.spec.Shapes.list;
import static org.polymeter.gateway.spec.Shapes.map;
import static org.polymeter.gateway.spec.Shapes.object;
import static org.polymeter.gateway.spec.Shapes.oneOf;
import static org.polymeter.gateway.spec.Shapes.sometimes;
import static org.polymeter.gateway.spec.Shapes.text;
import static org.polymeter.gateway.spec.Shapes.typed;
import static org.polymeter.gateway.spec.Shapes.wordLike;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.spec.Shapes.Field;

/** The JSON Schemas (2020-12) of all that is published (docs/profile.md, Payloads and Gateway), by name. */
final class Schemas {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private Schemas() {}

    static Map<String, ObjectNode> all() {
        Map<String, ObjectNode> all = new LinkedHashMap<>();
        all.put("reading", document("What one telegram of a meter said", reading()));
        all.put("state", document("The latest value of everything that a meter measures", state()));
        all.put("event", document("Something that happened at a meter", event()));
        all.put("meter", document("What a meter is: its descriptor", meter()));
        all.put("gateway", document("What a gateway is: its software, sources and meters", gateway()));
        all.put("stats", document("Counters of a gateway since its start", stats()));
        all.put("test", document("Somebody tries an output; of no other meaning", test()));
        all.put("reject", document("A frame that could not be used", reject()));
        all.put("raw", document("A frame as received, as JSON", raw()));
        all.put("value", document("The latest value of one quantity, as plain text", value()));
        all.put("status", document("Whether a meter or gateway is there, as plain text", oneOf(Words.STATUS)));
        return all;
    }

    static String file(String schema) {
        return schema + ".schema.json";
    }

    private static ObjectNode document(String title, ObjectNode shape) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("$schema", DIALECT);
        document.put("$comment", "Polymeter profile " + ProfileJson.PROFILE + ". Generated: do not edit");
        document.put("title", title);
        document.setAll(shape);
        Definitions.addTo(document);
        return document;
    }

    private static ObjectNode reading() {
        return object(readingFields().toArray(Field[]::new));
    }

    private static ObjectNode state() {
        List<Field> fields = readingFields();
        ObjectNode times = described(
                map(defined("name"), defined("time")), "Names whose value is older than time, and since when");
        fields.add(fields.size() - 1, sometimes("times", times));
        return object(fields.toArray(Field[]::new));
    }

    private static List<Field> readingFields() {
        List<Field> fields = new ArrayList<>();
        fields.add(always("meter", defined("id")));
        fields.add(always("id", defined("hash")));
        fields.addAll(times("When the values were true"));
        fields.add(sometimes("origin", oneOf(Words.ORIGINS).put("default", "push")));
        fields.add(sometimes(
                "quality",
                described(list(wordLike(Words.QUALITY)).put("minItems", 1), "Flags; if absent, all is well")));
        fields.add(always("values", VocabularyShapes.values()));
        return fields;
    }

    private static List<Field> times(String meaning) {
        return List.of(
                always("time", described(defined("time"), meaning)),
                always("time_source", described(oneOf(Words.TIME_SOURCES), "Whose clock time is from")),
                always("received", described(defined("time_ms"), "The gateway's clock at the last byte")));
    }

    private static ObjectNode event() {
        List<Field> fields = new ArrayList<>();
        fields.add(always("event_type", wordLike(EventShapes.types())));
        fields.add(always("meter", defined("id")));
        fields.add(always("id", defined("hash")));
        fields.addAll(times("When it happened"));
        fields.add(sometimes("data", typed("object")));
        ObjectNode event = object(fields.toArray(Field[]::new));
        event.set("allOf", EventShapes.rules());
        return event;
    }

    private static ObjectNode meter() {
        return object(
                always("profile", defined("profile")),
                always("meter", defined("id")),
                sometimes("name", described(text(), "For people, as configured")),
                always("medium", oneOf(Words.MEDIA)),
                sometimes("role", oneOf(Words.ROLES)),
                sometimes("parent", described(defined("id"), "The meter whose port it is read through")),
                sometimes("channel", integer(1).put("maximum", 255)),
                always("identity", identity()),
                sometimes("manufacturer", text()),
                sometimes("model", text()),
                sometimes("firmware", text()),
                always("protocol", text()),
                sometimes("protocol_version", text()),
                always("gateway", defined("id")),
                always("source", defined("id")),
                always("zone", described(text(), "IANA zone of the meter's wall clock")),
                sometimes("phases", integer(1).put("maximum", 3)),
                sometimes("interval_s", described(seconds(), "Median distance of readings")),
                sometimes("timeout_s", described(seconds(), "Silence after which it counts as offline")),
                always("quantities", VocabularyShapes.quantities()));
    }

    private static ObjectNode identity() {
        return object(
                always("scheme", wordLike(Words.SCHEMES)),
                sometimes("value", described(text(), "Absent where privacy asks for it")));
    }

    private static ObjectNode seconds() {
        return typed("number").put("exclusiveMinimum", 0);
    }

    private static ObjectNode gateway() {
        return object(
                always("profile", defined("profile")),
                always("gateway", defined("id")),
                always("software", object(always("name", text()), always("version", text()))),
                always("started", defined("time")),
                always("sources", list(object(always("id", defined("id")), always("driver", text())))),
                always("meters", list(defined("id")).put("uniqueItems", true)));
    }

    private static ObjectNode stats() {
        ObjectNode byReason = map(wordLike(Words.REASONS), count());
        ObjectNode source = object(
                always("frames", count()),
                always("readings", count()),
                always("rejected", described(byReason, "Frames that could not be used, by reason")),
                sometimes("quarantined", described(map(text(), count()), "Values that cannot be, by reason")),
                sometimes("last_frame", defined("time")),
                sometimes("clock_skew_ms", described(typed("integer"), "The meter's clock less the gateway's")));
        return object(
                always("gateway", defined("id")),
                always("time", defined("time")),
                always("uptime_s", count()),
                always("sources", map(defined("id"), source)),
                always(
                        "output",
                        object(
                                always("published", count()),
                                always("spooled", count()),
                                always("dropped", count()),
                                always("reconnects", count()))));
    }

    private static ObjectNode test() {
        return object(
                always("gateway", defined("id")), always("time", defined("time_ms")), always("test", typed("boolean")));
    }

    private static ObjectNode reject() {
        return object(
                always("gateway", defined("id")),
                always("source", defined("id")),
                always("received", defined("time_ms")),
                always("protocol", text()),
                always("reason", wordLike(Words.REASONS)),
                always("detail", described(text(), "Where and why, for people")),
                always("length", described(count(), "Bytes on the wire")),
                always("suppressed", described(count(), "Rejects like it that were not published since the last")),
                sometimes("frame", object(always("encoding", oneOf(Words.ENCODINGS)), always("data", text()))));
    }

    private static ObjectNode raw() {
        return object(
                always("gateway", defined("id")),
                always("source", defined("id")),
                always("protocol", text()),
                always("received", defined("time_ms")),
                always("encrypted", typed("boolean")),
                sometimes("topic", described(text(), "Where it came from, of sources on MQTT")),
                always("encoding", oneOf(Words.ENCODINGS)),
                always("frame", text()));
    }

    private static ObjectNode value() {
        ObjectNode value = described(
                text().put("minLength", 1),
                "A number as in JSON without exponent, a word, a text or a time; an empty message: it is gone");
        value.set("examples", Shapes.array(List.of("-543", "13779.338", "connected", "2025-01-14T09:12:35Z")));
        return value;
    }
}
