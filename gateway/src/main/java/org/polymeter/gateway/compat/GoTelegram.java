package org.polymeter.gateway.compat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Timestamps;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Fact;

/** One telegram as Go prints it: all fields, in their order, zero values for what is not there. */
final class GoTelegram {

    /** What Go calls a time that was never set. */
    private static final String NO_TIME = "0001-01-01T00:00:00Z";

    /** Meters list as many. */
    private static final int MOST_FAILURES = 10;

    private final List<Term> terms = Terms.of("go-smartmeter-reader.terms");
    private final Meters meters;
    private final boolean fill;
    private final boolean wallClock;
    private final Map<String, List<Event>> failures = new HashMap<>();

    /**
     * The form of all telegrams.
     *
     * @param fill whether what stays empty there is filled
     * @param wallClock whether times are the meter's wall clock, with a {@code Z}
     */
    GoTelegram(Meters meters, boolean fill, boolean wallClock) {
        this.meters = meters;
        this.fill = fill;
        this.wallClock = wallClock;
    }

    /** Power failures are listed in the telegrams after them. */
    void remember(Fact fact) {
        if (fact instanceof Fact.Happened happened && happened.event().type().equals("power_failure")) {
            List<Event> known = failures.computeIfAbsent(happened.event().meter(), unused -> new ArrayList<>());
            if (!known.contains(happened.event())) {
                known.add(happened.event());
            }
            if (known.size() > MOST_FAILURES) {
                known.removeFirst();
            }
        }
    }

    void write(Whole telegram, JsonWriter json) {
        json.openObject();
        for (Term term : terms) {
            json.key(term.word());
            if (term.quantity().startsWith("@")) {
                special(term.quantity(), telegram, json);
            } else {
                json.number(number(term.of(telegram.number(term.quantity()))));
            }
        }
        json.closeObject();
    }

    private void special(String what, Whole telegram, JsonWriter json) {
        String meter = telegram.reading().meter();
        switch (what) {
            case "@model" -> json.value(filled(info(meter, MeterInfo::model)));
            case "@version" ->
                json.value(info(meter, MeterInfo::protocolVersion).replaceAll("\\D", ""));
            case "@time" -> json.value(time(telegram.reading()));
            case "@identity" -> json.value(filled(meters.number(meter)));
            case "@tariff" -> json.value(filled(tariff(telegram.number("tariff"))));
            case "@message" -> json.value(filled(telegram.text("message")));
            case "@failures" -> failures(telegram, json);
            case "@gas-type" -> json.value(telegram.gas().isPresent() ? "003" : "");
            case "@gas-id" -> json.value(telegram.gas().map(this::gasId).orElse(""));
            case "@gas" -> gas(telegram, json);
            case "@zero" -> json.value(0);
            case "@empty" -> json.value("");
            default -> throw new IllegalStateException("nobody knows what " + what + " is");
        }
    }

    private String filled(String text) {
        return fill ? text : "";
    }

    private String info(String meter, java.util.function.Function<MeterInfo, @Nullable String> part) {
        return meters.info(meter)
                .flatMap(info -> Optional.ofNullable(part.apply(info)))
                .orElse("");
    }

    private String gasId(Reading gas) {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(meters.number(gas.meter()).getBytes(StandardCharsets.UTF_8));
    }

    /** Null if the meter counts no long failures; the original never lists any. */
    private void failures(Whole telegram, JsonWriter json) {
        List<Event> known = failures.getOrDefault(telegram.reading().meter(), List.of());
        if (telegram.number("power_failure_long_count") == null && known.isEmpty()) {
            json.number("null");
            return;
        }
        json.openArray();
        if (fill) {
            for (Event event : known) {
                json.openObject().key("Failure_time").value(time(event.time(), event.meter()));
                json.key("Failure_duration");
                json.number(String.valueOf(event.data().getOrDefault("duration_s", 0)));
                json.closeObject();
            }
        }
        json.closeArray();
    }

    private void gas(Whole telegram, JsonWriter json) {
        if (telegram.gas().isEmpty()) {
            json.number("null");
            return;
        }
        json.openArray().openObject();
        json.key("Capture_time").value(fill ? time(telegram.gas().get()) : NO_TIME);
        json.key("Value_m3").number(number(telegram.volume()));
        json.closeObject().closeArray();
    }

    private String time(Reading reading) {
        return time(reading.time(), reading.meter());
    }

    private String time(Instant time, String meter) {
        Instant shown =
                wallClock ? LocalDateTime.ofInstant(time, meters.zone(meter)).toInstant(ZoneOffset.UTC) : time;
        return Timestamps.format(shown);
    }

    private static String tariff(@Nullable BigDecimal tariff) {
        return tariff == null ? "" : String.format(Locale.ROOT, "%04d", tariff.intValue());
    }

    /** As short as can be. */
    private static String number(@Nullable BigDecimal number) {
        return number == null ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
