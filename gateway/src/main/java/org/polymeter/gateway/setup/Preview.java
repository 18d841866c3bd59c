package org.polymeter.gateway.setup;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Quarantine;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.profile.JsonWriter;

/** What meters have said so far, as it would be published; what cannot be is kept apart, with the reason. */
final class Preview implements Harmonizer.Listener {

    /** At one port; a broker's topic that is too wide must not fill the memory. */
    private static final int MOST_METERS = 32;

    private record Value(Reading reading, int index, Instant received) {}

    private static final class Meter {
        private @Nullable MeterInfo info;
        private final Map<String, Value> values = new TreeMap<>();
    }

    private final Map<String, Meter> meters = new LinkedHashMap<>();
    private final Map<String, Quarantine.Value> withheld = new TreeMap<>();
    private boolean changed;

    @Override
    public void described(MeterInfo info) {
        meter(info.meter()).info = info;
    }

    @Override
    public void reading(Reading reading) {
        Meter meter = meter(reading.meter());
        for (int i = 0; i < reading.size(); i++) {
            String name = reading.quantity(i).name();
            meter.values.put(name, new Value(reading, i, reading.received()));
            withheld.remove(name);
        }
        changed = true;
    }

    @Override
    public void event(Event event) {}

    @Override
    public void quarantined(Quarantine quarantine, byte[] evidence) {
        quarantine.values().forEach(value -> withheld.put(value.quantity().name(), value));
        changed = true;
    }

    /** Whether there is more to show than the last time. */
    boolean isChanged() {
        return changed;
    }

    /** An object with two members, {@code meters} and {@code withheld}. */
    byte[] json() {
        changed = false;
        JsonWriter json = new JsonWriter().openObject().key("meters").openArray();
        meters.forEach((id, meter) -> {
            if (!meter.values.isEmpty()) {
                write(id, meter, json);
            }
        });
        json.closeArray().key("withheld").openArray();
        withheld.values().forEach(value -> write(value, json));
        return json.closeArray().closeObject().toBytes();
    }

    private Meter meter(String id) {
        Meter known = meters.get(id);
        if (known != null || meters.size() == MOST_METERS) {
            return known == null ? new Meter() : known;
        }
        Meter fresh = new Meter();
        meters.put(id, fresh);
        return fresh;
    }

    private static void write(String id, Meter meter, JsonWriter json) {
        json.openObject().key("meter").value(id);
        MeterInfo info = meter.info;
        if (info != null) {
            json.key("medium").value(info.medium());
            optional("model", info.model(), json);
            optional("manufacturer", info.manufacturer(), json);
            optional("parent", info.parent(), json);
        }
        json.key("values").openArray();
        meter.values.forEach((name, value) -> write(name, value, info, json));
        json.closeArray().closeObject();
    }

    private static void write(String name, Value value, @Nullable MeterInfo info, JsonWriter json) {
        Quantity quantity = value.reading.quantity(value.index);
        json.openObject().key("name").value(name).key("value");
        if (value.reading.isText(value.index)) {
            json.value(value.reading.plain(value.index));
        } else {
            json.value(value.reading.mantissa(value.index), value.reading.decimals(value.index));
        }
        MeterInfo.Detail detail = info == null ? null : info.quantities().get(quantity);
        String unit = detail == null ? quantity.unit().symbol() : detail.unit();
        if (!unit.isEmpty()) {
            json.key("unit").value(unit);
        }
        json.key("received").timeWithMillis(value.received).closeObject();
    }

    private static void write(Quarantine.Value value, JsonWriter json) {
        json.openObject().key("name").value(value.quantity().name());
        json.key("value").number(value.value().toPlainString());
        String unit = value.quantity().unit().symbol();
        if (!unit.isEmpty()) {
            json.key("unit").value(unit);
        }
        json.key("reason").value(value.reason().name().toLowerCase(Locale.ROOT));
        json.key("least").number(value.least().toPlainString());
        json.key("most").number(value.most().toPlainString()).closeObject();
    }

    private static void optional(String name, @Nullable String text, JsonWriter json) {
        if (text != null) {
            json.key(name).value(text);
        }
    }
}
