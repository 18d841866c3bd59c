package org.polymeter.gateway.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.observation.Unit;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.adapter.FieldMapping;
import org.polymeter.gateway.adapter.FieldMapping.Time;
import org.polymeter.gateway.adapter.FieldMapping.TimeFormat;
import org.polymeter.gateway.adapter.FieldMapping.Value;
import org.polymeter.gateway.source.MqttSource;

/** Reads what the owner of a device says of its fields (docs/operating.md, Any other device). */
final class MappingReader {

    private enum Driver {
        MAPPED
    }

    private static final String ID = "{id}";
    private static final String NO_UNIT = "none";
    private static final int LONGEST_PATH = FieldMapping.LONGEST_PATH;

    private final Section section;

    /** Names and paths so far, and where: each may stand there once. */
    private final Map<String, Place> names = new HashMap<>();

    private final Map<String, Place> paths = new HashMap<>();

    private MappingReader(Section section) {
        this.section = section;
    }

    /** {@code ownTopics}: what this gateway publishes; reading that would feed it with itself. */
    static FieldMapping read(Section section, List<String> ownTopics) {
        return new MappingReader(section).read(ownTopics);
    }

    private FieldMapping read(List<String> ownTopics) {
        section.choice("driver", Driver.class, Driver.MAPPED);
        List<String> topics = section.texts("topic");
        for (String topic : topics) {
            MqttSource.objection(FieldMapping.filter(topic), ownTopics)
                    .ifPresent(objection -> section.problem("topic", objection));
            if (topic.indexOf(ID) != topic.lastIndexOf(ID)) {
                section.problem("topic", "\"" + topic + "\" has " + ID + " twice – one level names the device");
            }
        }
        Optional<String> identity = section.text("identity").filter(path -> !path.isEmpty());
        if (identity.filter(ID::equals).isPresent()
                && !topics.isEmpty()
                && topics.stream().noneMatch(topic -> topic.contains(ID))) {
            section.problem("identity", "no topic has " + ID + " – such as topic: meters/" + ID + "/power");
        }
        Optional<Time> time =
                section.section("time", "'time' of " + section.what()).flatMap(MappingReader::time);
        List<Value> values = values();
        section.end();
        return new FieldMapping(topics, identity.filter(path -> !path.equals(ID)), time, values);
    }

    private static Optional<Time> time(Section time) {
        Optional<String> path = time.required("path", "where in the message the time is, such as path: t");
        time.required("format", Words.anyOf(Words.of(TimeFormat.class).keySet()));
        TimeFormat format = time.choice("format", TimeFormat.class, TimeFormat.EPOCH);
        time.end();
        return path.map(found -> new Time(found, format));
    }

    private List<Value> values() {
        List<Value> values = new ArrayList<>();
        Optional<Section> block = section.section("values", "the values of " + section.what());
        block.ifPresent(fields -> {
            for (String path : List.copyOf(fields.keys())) {
                fields.section(path, "field '" + path + "'")
                        .flatMap(field -> value(path, field))
                        .ifPresent(values::add);
            }
            fields.end();
        });
        if (!section.has("values")) {
            section.problem(section.what() + " has no 'values' – such as"
                    + " values: {data.P: {name: power_import_w, unit: W}}");
        }
        return values;
    }

    private Optional<Value> value(String path, Section field) {
        once(field, path.toLowerCase(Locale.ROOT), paths, "field '" + path + "'");
        if (path.length() > LONGEST_PATH) {
            field.problem("a path has at most " + LONGEST_PATH + " characters");
        }
        Optional<Quantity> quantity = field.required("name", "a name of the profile, such as power_import_w")
                .flatMap(name -> quantity(field, name));
        Optional<String> when = field.text("when").filter(text -> !text.isEmpty());
        Optional<String> unit = quantity.isPresent()
                ? unit(field, quantity.get())
                : field.text("unit").map(text -> "");
        field.end();
        return quantity.flatMap(known -> unit.map(symbol -> new Value(path, known, symbol, when)));
    }

    private Optional<Quantity> quantity(Section field, String name) {
        Optional<Quantity> quantity = Optional.ofNullable(Vocabulary.standard().named(name));
        if (quantity.isEmpty()) {
            List<String> all = Vocabulary.standard().quantities().stream()
                    .map(Quantity::name)
                    .toList();
            field.unexpected("name", name, "a name of the profile (docs/profile.md)" + Words.perhaps(name, all));
        } else if (quantity.get().kind() == Quantity.Kind.TIME) {
            field.problem("name", "'" + name + "' is a time – give its path as 'when' of the value it belongs to");
            return Optional.empty();
        } else {
            once(field, name, names, "'" + name + "'");
        }
        return quantity;
    }

    /** A number without a unit never enters the profile; texts and states have none. */
    private static Optional<String> unit(Section field, Quantity quantity) {
        String base = quantity.unit().base();
        String example = base.isEmpty() ? NO_UNIT : quantity.unit().symbol();
        boolean number = quantity.kind() != Quantity.Kind.TEXT && quantity.kind() != Quantity.Kind.STATE;
        Optional<String> text = number
                ? field.required("unit", "the unit of the number as sent, such as unit: " + example)
                : field.text("unit");
        if (text.isEmpty()) {
            return number ? Optional.empty() : Optional.of("");
        }
        if (text.get().equals(NO_UNIT) && base.isEmpty()) {
            return Optional.of("");
        }
        Optional<String> known = Units.known(text.get());
        if (base.isEmpty()
                || known.filter(symbol -> Unit.named(symbol).base().equals(base))
                        .isEmpty()) {
            field.unexpected(
                    "unit",
                    text.get(),
                    base.isEmpty()
                            ? "none, for " + quantity.name() + " has no unit"
                            : example + " or a multiple of " + base + ", for it is to be " + quantity.name());
            return Optional.empty();
        }
        return known;
    }

    private static void once(Section field, String key, Map<String, Place> taken, String what) {
        Place before = taken.putIfAbsent(key, field.where());
        if (before != null) {
            field.problem(what + " is already given in line " + before.line());
        }
    }
}
