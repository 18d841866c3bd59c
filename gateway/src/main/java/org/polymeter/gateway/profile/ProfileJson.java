package org.polymeter.gateway.profile;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Reading;

/** The payloads of a meter's topics (docs/profile.md, Payloads): what is absent is left out. */
public final class ProfileJson {

    /** The version of the profile that these payloads follow. */
    public static final String PROFILE = "1.0";

    private ProfileJson() {}

    /** Topic {@code reading}. */
    public static byte[] reading(Reading reading) {
        return state(reading, Map.of());
    }

    /**
     * Topic {@code state}.
     *
     * @param older names whose value is older than the state, and since when
     */
    public static byte[] state(Reading state, Map<String, Instant> older) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("meter").value(state.meter()).key("id").value(state.id());
        json.key("time").time(state.time());
        json.key("time_source").value(state.timeSource().word());
        json.key("received").timeWithMillis(state.received());
        if (state.origin() != Origin.PUSH) {
            json.key("origin").value(state.origin().word());
        }
        words(json, "quality", state.quality());
        times(json, state, older);
        json.key("values").openObject();
        for (int i = 0; i < state.size(); i++) {
            json.key(state.quantity(i).name());
            if (state.isText(i)) {
                json.value(state.plain(i));
            } else {
                json.value(state.mantissa(i), state.decimals(i));
            }
        }
        return json.closeObject().closeObject().toBytes();
    }

    /** Topic {@code event}. */
    public static byte[] event(Event event) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("event_type").value(event.type());
        json.key("meter").value(event.meter()).key("id").value(event.id());
        json.key("time").time(event.time());
        json.key("time_source").value(event.timeSource().word());
        json.key("received").timeWithMillis(event.received());
        if (!event.data().isEmpty()) {
            json.key("data").openObject();
            event.data().forEach((name, value) -> datum(json.key(name), value));
            json.closeObject();
        }
        return json.closeObject().toBytes();
    }

    /**
     * Topic {@code info} of a meter.
     *
     * @param gateway which publishes the meter
     * @param hashed whether privacy forbids the identity's text
     */
    public static byte[] info(MeterInfo info, String gateway, boolean hashed) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("profile").value(PROFILE).key("meter").value(info.meter());
        optional(json, "name", info.name());
        json.key("medium").value(info.medium());
        optional(json, "role", info.role());
        optional(json, "parent", info.parent());
        if (info.channel().isPresent()) {
            json.key("channel").value(info.channel().getAsInt());
        }
        json.key("identity").openObject().key("scheme").value(info.identityScheme());
        optional(json, "value", hashed ? null : info.identityValue());
        json.closeObject();
        optional(json, "manufacturer", info.manufacturer());
        optional(json, "model", info.model());
        optional(json, "firmware", info.firmware());
        json.key("protocol").value(info.protocol());
        optional(json, "protocol_version", info.protocolVersion());
        json.key("gateway").value(gateway);
        json.key("source").value(info.source()).key("zone").value(info.zone());
        if (info.phases() > 0) {
            json.key("phases").value(info.phases());
        }
        seconds(json, "interval_s", info.intervalSeconds());
        seconds(json, "timeout_s", info.timeoutSeconds());
        json.key("quantities").openObject();
        info.quantities().forEach((quantity, detail) -> detail(json.key(quantity.name()), quantity, detail));
        return json.closeObject().closeObject().toBytes();
    }

    private static void times(JsonWriter json, Reading state, Map<String, Instant> older) {
        if (older.isEmpty()) {
            return;
        }
        json.key("times").openObject();
        for (int i = 0; i < state.size(); i++) { // not the map, whose order nobody promised
            Instant since = older.get(state.quantity(i).name());
            if (since != null) {
                json.key(state.quantity(i).name()).time(since);
            }
        }
        json.closeObject();
    }

    private static void datum(JsonWriter json, Object value) {
        switch (value) {
            case BigDecimal number -> json.number(number.toPlainString());
            case Long number -> json.value(number);
            default -> json.value(value.toString());
        }
    }

    private static void detail(JsonWriter json, Quantity quantity, MeterInfo.Detail detail) {
        json.openObject();
        optional(json, "unit", detail.unit().isEmpty() ? null : detail.unit());
        json.key("kind").value(quantity.kind().name().toLowerCase(Locale.ROOT));
        if (detail.decimals() >= 0) {
            json.key("decimals").value(detail.decimals());
        }
        optional(json, "obis", detail.obis());
        words(json, "derived", detail.derived());
        json.closeObject();
    }

    private static void words(JsonWriter json, String name, List<String> words) {
        if (words.isEmpty()) {
            return;
        }
        json.key(name).openArray();
        words.forEach(json::value);
        json.closeArray();
    }

    private static void optional(JsonWriter json, String name, @Nullable String text) {
        if (text != null) {
            json.key(name).value(text);
        }
    }

    private static void seconds(JsonWriter json, String name, double seconds) {
        if (seconds > 0) {
            json.key(name)
                    .number(BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString());
        }
    }
}
