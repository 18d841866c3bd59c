package org.polymeter.gateway.adapter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.adapter.Field.Kind;

/**
 * scs smartmeter-datacollector: one value per message, {@code
 * {"value":28.0,"timestamp":1625237898,"obis":"1.7.0"}} on {@code smartmeter/<id>/<TYPE>}, where
 * versions before 2 send no {@code obis}; or all values of a push, {@code
 * {"meter":{"ts":…,"1.7.0":28.0}}} on {@code dt/<group>/<id>/ds}, which is the Swiss RL-DSP format and
 * may come from other programs, too.
 *
 * <p>The id may contain slashes: without a meter's number the collector writes its port's path.
 */
final class ScsAdapter implements Adapter {

    private static final Pattern TYPE = Pattern.compile("[A-Z][A-Z0-9_]*");
    private static final Field UNKNOWN = new Field(Kind.NUMBER, Obis.NONE, Unit.NONE);

    /** Group D of an energy register. */
    private static final int REGISTER = 8;

    private final String protocol;
    private final FieldTable table;
    private final boolean singles;

    private ScsAdapter(String protocol, Map<String, String> units, boolean singles) {
        this.protocol = protocol;
        this.table = FieldTable.load("scs.fields").withUnits(units);
        this.singles = singles;
    }

    static ScsAdapter collector(Map<String, String> units) {
        return new ScsAdapter("scs", units, true);
    }

    /** Whole pushes only. */
    static ScsAdapter rlDsp(Map<String, String> units) {
        return new ScsAdapter("rl-dsp", units, false);
    }

    @Override
    public String protocol() {
        return protocol;
    }

    @Override
    public List<String> filters() {
        return table.words(singles ? "topics" : "rl-dsp");
    }

    @Override
    public Optional<String> device(String topic) {
        String id = switch (first(topic)) {
            case "smartmeter" -> between(topic, 1);
            case "dt" -> topic.endsWith("/ds") ? between(topic, 2) : "";
            default -> "";
        };
        return id.isEmpty() ? Optional.empty() : Optional.of(id);
    }

    @Override
    public boolean recognises(String topic, byte[] payload) {
        if (!(JsonText.read(payload) instanceof Json.Members message)) {
            return false;
        }
        return message.byName().get("meter") instanceof Json.Members meter
                ? meter.byName().containsKey("ts")
                : singles
                        && message.byName().get("value") instanceof Json.Digits
                        && message.byName().get("timestamp") instanceof Json.Digits;
    }

    @Override
    public Outcome decode(String topic, byte[] payload, Telegram out) {
        out.clear(protocol());
        Json json = JsonText.read(payload);
        if (json instanceof Json.Broken broken) {
            return new Outcome.Rejected(broken.fault());
        }
        if (!(json instanceof Json.Members message)) {
            return rejected(json, "a JSON object");
        }
        FieldWriter writer = new FieldWriter(out);
        device(topic).ifPresent(writer::identity);
        if (message.byName().get("meter") instanceof Json.Members values) {
            return bundle(values, writer);
        }
        return singles ? single(topic, message, writer) : rejected(message, "an object named meter");
    }

    private Outcome bundle(Json.Members values, FieldWriter writer) {
        values.byName().forEach((name, value) -> {
            if (name.equals("ts")) {
                writer.time(value);
            } else {
                writer.write(byCode(name).orElse(UNKNOWN), name, value);
            }
        });
        return Outcome.COMPLETE;
    }

    private Outcome single(String topic, Json.Members message, FieldWriter writer) {
        if (!(message.byName().get("value") instanceof Json.Digits value)) {
            return rejected(message.byName().getOrDefault("value", message), "a number named value");
        }
        if (Decimal.of(value.literal()).isEmpty()) {
            return new Outcome.Rejected(
                    new Fault(value.offset(), Fault.Problem.OVER_LIMIT, "a number that a meter sends"));
        }
        Optional<Json> time = message.get("timestamp");
        if (time.isPresent() && Stamp.of(time.get()).isEmpty()) {
            return rejected(time.get(), "seconds since 1970");
        }
        time.ifPresent(writer::time);
        String type = topic.substring(topic.lastIndexOf('/') + 1);
        Optional<Field> field = table.find(type)
                .or(() -> message.byName().get("obis") instanceof Json.Text code
                        ? byCode(code.text())
                        : Optional.empty());
        if (field.isEmpty() && !TYPE.matcher(type).matches()) {
            return rejected(message, "a value named by its topic, smartmeter/<id>/ACTIVE_POWER_P, or by obis");
        }
        writer.write(field.orElse(UNKNOWN), type, value);
        return Outcome.COMPLETE;
    }

    /** {@code 1.7.0}: C.D.E alone, which has but one unit here; a tariff has that of the total. */
    private Optional<Field> byCode(String code) {
        Optional<Obis> read = read(code);
        if (read.isEmpty()) {
            return Optional.empty();
        }
        Obis obis = read.get();
        return table.find(obis)
                .or(() -> obis.d() == REGISTER
                        ? table.find(Obis.of(1, 0, obis.c(), REGISTER, 0)).map(total -> total.as(obis))
                        : Optional.empty());
    }

    /** Three numbers of one or two digits, joined by dots. */
    private static Optional<Obis> read(String code) {
        int[] groups = new int[3];
        int group = 0;
        int digits = 0;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c >= '0' && c <= '9' && digits < 2) {
                groups[group] = 10 * groups[group] + (c - '0');
                digits++;
            } else if (c == '.' && digits > 0 && group < 2) {
                group++;
                digits = 0;
            } else {
                return Optional.empty();
            }
        }
        return group == 2 && digits > 0
                ? Optional.of(Obis.of(1, 0, groups[0], groups[1], groups[2]))
                : Optional.empty();
    }

    private static Outcome rejected(Json where, String expected) {
        return new Outcome.Rejected(new Fault(where.offset(), Fault.Problem.UNEXPECTED, expected));
    }

    private static String first(String topic) {
        int slash = topic.indexOf('/');
        return slash < 0 ? "" : topic.substring(0, slash);
    }

    /** What stands between the first levels and the last one. */
    private static String between(String topic, int firstLevels) {
        int from = 0;
        for (int i = 0; i < firstLevels; i++) {
            from = topic.indexOf('/', from) + 1;
        }
        int to = topic.lastIndexOf('/');
        return to > from ? topic.substring(from, to) : "";
    }
}
