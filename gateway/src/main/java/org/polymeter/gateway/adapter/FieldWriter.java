package org.polymeter.gateway.adapter;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Observation.WallClock;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;

/** Puts fields of a message into a telegram. */
final class FieldWriter {

    static final Obis IDENTITY = Obis.of(0, 0, 96, 1, 0);

    private final Telegram out;

    FieldWriter(Telegram out) {
        this.out = out;
    }

    /**
     * Writes one value by its field's rule; {@code null} is no value. A wrong shape is a warning, for the
     * other fields are still good.
     *
     * @param name what the adapter calls it, for values without a code
     */
    void write(Field field, String name, Json value) {
        switch (field.kind()) {
            case NUMBER -> number(field, name, value);
            case STATE -> state(field, name, value);
            case TEXT, IDENTITY, OCTETS -> text(field, value);
        }
    }

    /** Writes the value and the time at which it was true. */
    void write(Field field, String name, Json value, Optional<WallClock> when) {
        int before = out.size();
        write(field, name, value);
        if (out.size() > before) {
            when.ifPresent(time -> out.capturedAt(time.localSecond(), time.deviation()));
        }
    }

    /** States the message's time; none if the adapter's clock is not set. */
    void time(Json value) {
        time(value, Stamp.Form.ANY);
    }

    void time(Json value, Stamp.Form form) {
        Stamp.of(value, form)
                .ifPresentOrElse(clock -> out.time(clock.localSecond(), clock.deviation()), () -> noTime(value));
    }

    /** Remarks that there should be a time and is none. */
    void noTime(Json value) {
        out.warning(value.offset(), "not a time, or the clock is not set");
    }

    /** What the table knows and the message does not say. */
    void constant(Obis obis, int number) {
        out.amount(obis, number, 0, Unit.NONE);
    }

    void identity(String text) {
        text(Field.of(IDENTITY, "id", ""), text);
    }

    /** Lower case, everything but letters and digits becomes one underscore. */
    static String slug(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
    }

    private void number(Field field, String name, Json value) {
        Optional<Decimal> decimal = switch (value) {
            case Json.Digits digits -> Decimal.of(digits.literal());
            case Json.Text text -> Decimal.of(text.text().trim());
            default -> Optional.empty();
        };
        if (decimal.isEmpty()) {
            if (!(value instanceof Json.Nothing)) {
                out.warning(value.offset(), "not a number that a meter sends; left out");
            }
            return;
        }
        Decimal number = decimal.get();
        if (field.obis().isNone()) {
            out.labelled(
                    field.label().isEmpty() ? slug(name) : field.label(),
                    number.mantissa(),
                    number.scale(),
                    field.unitOf(number));
        } else {
            out.amount(field.obis(), number.mantissa(), number.scale(), field.unitOf(number));
        }
    }

    /** A tariff is {@code 2} or {@code "peak"}, a breaker {@code 1} or {@code "connected"}. */
    private void state(Field field, String name, Json value) {
        if (value instanceof Json.Digits) {
            number(field, name, value);
        } else {
            text(field, value);
        }
    }

    private void text(Field field, Json value) {
        switch (value) {
            case Json.Text text -> text(field, text.text());
            case Json.Digits digits -> text(field, digits.literal());
            case Json.Nothing none -> {}
            default -> out.warning(value.offset(), "not a text; left out");
        }
    }

    private void text(Field field, String text) {
        byte[] bytes = switch (field.kind()) {
            case OCTETS -> MeterText.octets(text);
            case IDENTITY -> MeterText.identity(text).getBytes(StandardCharsets.UTF_8);
            case NUMBER, STATE, TEXT -> text.getBytes(StandardCharsets.UTF_8);
        };
        if (bytes.length > 0) {
            out.text(field.obis(), bytes, 0, bytes.length);
            if (!field.label().isEmpty()) {
                out.label(field.label());
            }
        }
    }
}
