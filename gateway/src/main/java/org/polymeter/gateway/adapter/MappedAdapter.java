package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation.WallClock;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** A dialect of which nothing needs to be known but its {@link FieldTable}. */
final class MappedAdapter implements Adapter {

    private static final Obis GAS = Obis.of(0, 1, 24, 2, 1);

    /** Characters of a bare value; a serial number has some 20. */
    private static final int LONGEST_VALUE = 256;

    private final FieldTable table;
    private final List<TopicPattern> topics;

    MappedAdapter(FieldTable table) {
        this.table = table;
        this.topics = table.words("topics").stream().map(TopicPattern::new).toList();
    }

    /** By the table of that name. */
    static MappedAdapter of(String name, Map<String, String> units) {
        return new MappedAdapter(FieldTable.load(name + ".fields").withUnits(units));
    }

    @Override
    public String protocol() {
        return table.words("protocol").getFirst();
    }

    @Override
    public List<String> filters() {
        return topics.stream().map(TopicPattern::filter).toList();
    }

    /**
     * The level that the pattern names; else, of bare values, what stands before the value's own name;
     * else the level before the last: nothing is known of these topics, but that is the custom.
     */
    @Override
    public Optional<String> device(String topic) {
        Optional<TopicPattern.Match> match = match(topic);
        String named = match.map(TopicPattern.Match::id).orElse("");
        if (named.isEmpty() && match.filter(m -> !m.field().isEmpty()).isPresent()) {
            named = match.get().fixed();
        }
        if (named.isEmpty()) {
            String[] levels = topic.split("/", -1);
            named = levels.length < 2 ? "" : levels[levels.length - 2];
        }
        return Optional.of(named).filter(name -> !name.isEmpty());
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        if (!table.has("recognise") || !(JsonText.read(payload) instanceof Json.Members message)) {
            return false;
        }
        Map<String, Json> found = Paths.of(message);
        return table.lines("recognise").stream().anyMatch(found.keySet()::containsAll);
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        out.clear(protocol());
        Json json = JsonText.read(payload);
        if (json instanceof Json.Members message) {
            return message(topic, message, out);
        }
        if (table.has("plain") && !topic.isEmpty() && !looksLikeAnObject(payload)) {
            return value(topic, payload, out);
        }
        return json instanceof Json.Broken broken
                ? new Outcome.Rejected(broken.fault())
                : rejected(json.offset(), "a JSON object");
    }

    /** What an adapter says bit by bit comes together, were it the clock alone. */
    @Override
    public boolean fragment(Telegram telegram) {
        return table.has("plain")
                ? amounts(telegram) <= 1 && (telegram.size() > 0 || telegram.isTimed())
                : Adapter.super.fragment(telegram);
    }

    private Outcome message(String topic, Json.Members message, Telegram out) {
        Map<String, Json> found = Paths.of(message);
        FieldWriter writer = new FieldWriter(out);
        device(topic, writer);
        time(found, writer);
        for (List<String> line : table.lines("constant")) {
            if (found.containsKey(line.getFirst())) {
                writer.constant(Obis.parse(line.get(1)), Integer.parseInt(line.getLast()));
            }
        }
        found.forEach((path, value) -> {
            if (Paths.isLeaf(value)) {
                table.find(path).ifPresent(field -> writer.write(field, path, value, when(field, found)));
            }
        });
        for (String path : table.words("submeters")) {
            if (found.get(path) instanceof Json.Elements list) {
                boolean gasIsKnown = out.indexOf(GAS) >= 0;
                new SubMeterList(table).write(list, gasIsKnown, writer);
            }
        }
        return Outcome.COMPLETE;
    }

    /** A bare number or text; the topic's last levels say what it is. */
    private Outcome value(String topic, byte[] payload, Telegram out) {
        String text = new String(payload, StandardCharsets.UTF_8).strip();
        if (text.length() > LONGEST_VALUE) {
            return new Outcome.Rejected(
                    new Fault(0, Problem.OVER_LIMIT, "a value of at most " + LONGEST_VALUE + " characters"));
        }
        FieldWriter writer = new FieldWriter(out);
        String path = field(topic).toLowerCase(Locale.ROOT);
        if (text.isEmpty()) {
            return Outcome.COMPLETE; // how a kept message is deleted
        }
        Optional<Field> field = table.find(path);
        Json value = Decimal.of(text).isPresent() ? new Json.Digits(text, 0) : new Json.Text(text, 0);
        if (isTime(path)) {
            time(Map.of(path, value), writer);
            return out.isTimed() ? Outcome.COMPLETE : rejected(0, "a time");
        }
        if (field.isPresent()) {
            device(topic, writer);
            int before = out.size();
            writer.write(field.get(), path, value);
            if (out.size() == before) {
                return rejected(0, "a number that a meter sends");
            }
        }
        return Outcome.COMPLETE;
    }

    /** Where the topic names the meter, and not only the box that reads it. */
    private void device(String topic, FieldWriter writer) {
        if (table.has("named-by-topic")) {
            match(topic).map(TopicPattern.Match::id).filter(id -> !id.isEmpty()).ifPresent(writer::identity);
        }
    }

    private void time(Map<String, Json> found, FieldWriter writer) {
        Optional<Json> unset = Optional.empty();
        for (List<String> line : table.lines("time")) {
            Json value = found.get(line.getFirst());
            Stamp.Form form =
                    line.size() > 1 ? Stamp.Form.valueOf(line.get(1).toUpperCase(Locale.ROOT)) : Stamp.Form.ANY;
            if (value != null && Stamp.of(value, form).isPresent()) {
                writer.time(value, form);
                return;
            }
            unset = unset.or(() -> Optional.ofNullable(value));
        }
        unset.ifPresent(writer::noTime);
    }

    private boolean isTime(String path) {
        return table.lines("time").stream().anyMatch(line -> line.getFirst().equals(path));
    }

    private String field(String topic) {
        return match(topic)
                .map(TopicPattern.Match::field)
                .filter(levels -> !levels.isEmpty())
                .orElse(topic.substring(topic.lastIndexOf('/') + 1));
    }

    private Optional<TopicPattern.Match> match(String topic) {
        return topics.stream()
                .map(pattern -> pattern.match(topic))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<WallClock> when(Field field, Map<String, Json> found) {
        return Optional.ofNullable(found.get(field.when())).flatMap(Stamp::of);
    }

    private static boolean looksLikeAnObject(byte[] payload) {
        for (byte b : payload) {
            if (b > ' ') {
                return b == '{' || b == '[';
            }
        }
        return false;
    }

    private static int amounts(Telegram telegram) {
        int amounts = 0;
        for (int i = 0; i < telegram.size(); i++) {
            amounts += telegram.kind(i) == Telegram.Kind.AMOUNT ? 1 : 0;
        }
        return amounts;
    }

    private static Outcome rejected(int offset, String expected) {
        return new Outcome.Rejected(new Fault(offset, Problem.UNEXPECTED, expected));
    }
}
