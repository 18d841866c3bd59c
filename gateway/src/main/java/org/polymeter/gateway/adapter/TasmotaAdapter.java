package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.adapter.Field.Kind;

/**
 * Tasmota's {@code SENSOR} messages, above all those of gPlug (docs/profile.md, gPlug). The user's script
 * names the object that holds the values and its fields; {@code tasmota.fields} knows the scripts in
 * use.
 *
 * <p>Fields outside the table: {@code Ei1_1.8.1} and {@code 1_8_0} carry their OBIS code; other
 * numbers of the meter's object come labelled with their name. Objects of other sensors are passed
 * over. {@code RESULT {"SerialReceived":…}} is not read.
 */
final class TasmotaAdapter implements Adapter {

    private static final Pattern OBIS_TAIL =
            Pattern.compile("(?:[A-Za-z][A-Za-z0-9]*_)?(\\d{1,3})\\.(\\d{1,3})(?:\\.(\\d{1,3}))?");
    private static final Pattern OBIS_NAME = Pattern.compile("(\\d{1,3})_(\\d{1,3})_(\\d{1,3})");

    private final FieldTable table;

    TasmotaAdapter(Map<String, String> units) {
        table = FieldTable.load("tasmota.fields").withUnits(units);
    }

    @Override
    public String protocol() {
        return "tasmota";
    }

    @Override
    public List<String> filters() {
        return table.words("topics");
    }

    /** {@code tele/gPlugD_021345/SENSOR}; the order of the first two levels is free in Tasmota. */
    @Override
    public Optional<String> device(String topic) {
        String[] levels = topic.split("/", -1);
        if (levels.length < 2 || !table.words("last").contains(levels[levels.length - 1])) {
            return Optional.empty();
        }
        StringJoiner device = new StringJoiner("/");
        for (int i = 0; i < levels.length - 1; i++) {
            if (!table.words("prefix").contains(levels[i])) {
                device.add(levels[i]);
            }
        }
        return device.length() == 0 ? Optional.empty() : Optional.of(device.toString());
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        return JsonText.read(payload) instanceof Json.Members message
                && (message.byName().get("StatusSNS") instanceof Json.Members
                        || container(message).isPresent());
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        out.clear(protocol());
        return switch (JsonText.read(payload)) {
            case Json.Members message -> message(unwrapped(message), out);
            case Json.Broken broken -> new Outcome.Rejected(broken.fault());
            case Json other ->
                new Outcome.Rejected(new Fault(other.offset(), Fault.Problem.UNEXPECTED, "a JSON object"));
        };
    }

    @Override
    public Optional<Boolean> availability(String topic, byte[] payload) {
        if (!topic.endsWith("/LWT")) {
            return Optional.empty();
        }
        return switch (new String(payload, StandardCharsets.US_ASCII).trim()) {
            case "Online" -> Optional.of(true);
            case "Offline" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    private Outcome message(Json.Members message, Telegram out) {
        Optional<Json.Members> container = container(message);
        if (container.isEmpty()) {
            return Outcome.COMPLETE; // a lamp, a thermometer
        }
        FieldWriter writer = new FieldWriter(out);
        message.get("Time").ifPresent(writer::time);
        container.get().byName().forEach((name, value) -> field(name, value, writer));
        PhaseGuard.check(out);
        return Outcome.COMPLETE;
    }

    /** {@code STATUS10} and HTTP wrap what {@code SENSOR} has. */
    private static Json.Members unwrapped(Json.Members message) {
        return message.byName().get("StatusSNS") instanceof Json.Members inner ? inner : message;
    }

    /** The object with the meter's values; scripts of ebs have none and write into the message itself. */
    private Optional<Json.Members> container(Json.Members wrapped) {
        Json.Members message = unwrapped(wrapped);
        for (String name : table.words("container")) {
            if (message.byName().get(name) instanceof Json.Members members) {
                return Optional.of(members);
            }
        }
        for (Map.Entry<String, Json> member : message.byName().entrySet()) {
            if (member.getValue() instanceof Json.Members members
                    && !isForeign(member.getKey())
                    && speaksOfEnergy(members)) {
                return Optional.of(members);
            }
        }
        return speaksOfEnergy(message) ? Optional.of(message) : Optional.empty();
    }

    private boolean isForeign(String name) {
        return table.words("never").stream().anyMatch(name::startsWith);
    }

    private boolean speaksOfEnergy(Json.Members object) {
        return object.byName().keySet().stream()
                .anyMatch(name -> rule(name).filter(f -> !f.obis().isNone()).isPresent());
    }

    private void field(String name, Json value, FieldWriter writer) {
        if (value instanceof Json.Elements elements) {
            for (int i = 0; i < elements.list().size(); i++) {
                field(name + "." + i, elements.list().get(i), writer);
            }
            return;
        }
        Optional<Field> rule = rule(name);
        if (rule.isPresent()) {
            writer.write(rule.get(), name, value);
        } else if (value instanceof Json.Digits && !table.words("ignore").contains(name)) {
            writer.write(new Field(Kind.NUMBER, Obis.NONE, Unit.NONE), name, value);
        }
    }

    private Optional<Field> rule(String name) {
        return table.find(name).or(() -> byCode(OBIS_TAIL.matcher(name))).or(() -> byCode(OBIS_NAME.matcher(name)));
    }

    /** Only with a code whose unit the table knows; a number without a unit says too little. */
    private Optional<Field> byCode(Matcher name) {
        if (!name.matches()) {
            return Optional.empty();
        }
        int c = Integer.parseInt(name.group(1));
        int d = Integer.parseInt(name.group(2));
        int e = name.group(3) == null ? 0 : Integer.parseInt(name.group(3));
        if (Math.max(Math.max(c, d), e) > 255) {
            return Optional.empty();
        }
        Obis code = Obis.of(1, 0, c, d, e);
        return table.find(code).or(() -> table.find(Obis.of(1, 0, c, d, 0))).map(field -> field.as(code));
    }
}
