package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation.WallClock;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** A dialect of which nothing needs to be known but its {@link FieldTable}. */
final class MappedAdapter implements Adapter {

    private static final Obis GAS = Obis.of(0, 1, 24, 2, 1);

    private final FieldTable table;

    MappedAdapter(String name, Map<String, String> units) {
        table = FieldTable.load(name + ".fields").withUnits(units);
    }

    @Override
    public String protocol() {
        return table.words("protocol").getFirst();
    }

    @Override
    public List<String> filters() {
        return table.words("topics");
    }

    /** The level before the last: nothing is known of these topics, but that is the custom. */
    @Override
    public Optional<String> device(String topic) {
        String[] levels = topic.split("/", -1);
        return levels.length < 2 || levels[levels.length - 2].isEmpty()
                ? Optional.empty()
                : Optional.of(levels[levels.length - 2]);
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        return JsonText.read(payload) instanceof Json.Members message
                && table.lines("recognise").stream()
                        .anyMatch(paths -> paths.stream()
                                .allMatch(path -> at(message, path).isPresent()));
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        out.clear(protocol());
        return switch (JsonText.read(payload)) {
            case Json.Members message -> message(message, out);
            case Json.Broken broken -> new Outcome.Rejected(broken.fault());
            case Json other ->
                new Outcome.Rejected(new Fault(other.offset(), Fault.Problem.UNEXPECTED, "a JSON object"));
        };
    }

    private Outcome message(Json.Members message, Telegram out) {
        FieldWriter writer = new FieldWriter(out);
        for (String path : table.words("time")) {
            at(message, path).ifPresent(writer::time);
        }
        for (List<String> line : table.lines("constant")) {
            if (at(message, line.getFirst()).isPresent()) {
                writer.constant(Obis.parse(line.get(1)), Integer.parseInt(line.getLast()));
            }
        }
        walk("", message, message, writer);
        for (String path : table.words("submeters")) {
            if (at(message, path).orElse(message) instanceof Json.Elements list) {
                boolean gasIsKnown = out.indexOf(GAS) >= 0;
                new SubMeterList(table).write(list, gasIsKnown, writer);
            }
        }
        return Outcome.COMPLETE;
    }

    private void walk(String path, Json value, Json.Members message, FieldWriter writer) {
        switch (value) {
            case Json.Members members ->
                members.byName().forEach((name, inner) -> walk(join(path, name), inner, message, writer));
            case Json.Elements elements -> {
                for (int i = 0; i < elements.list().size(); i++) {
                    walk(join(path, "" + i), elements.list().get(i), message, writer);
                }
            }
            default -> table.find(path).ifPresent(field -> writer.write(field, path, value, when(field, message)));
        }
    }

    private static Optional<WallClock> when(Field field, Json.Members message) {
        return field.when().isEmpty()
                ? Optional.empty()
                : at(message, field.when()).flatMap(Stamp::of);
    }

    private static Optional<Json> at(Json.Members message, String path) {
        Optional<Json> found = Optional.of(message);
        for (String name : path.split("\\.", -1)) {
            found = found.flatMap(json -> json instanceof Json.Members members ? members.get(name) : Optional.empty());
        }
        return found;
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
