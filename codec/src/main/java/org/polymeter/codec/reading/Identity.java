package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * Who a meter says it is: a scheme and the meter's own text (docs/profile.md, Identity).
 *
 * @param scheme {@code dsmr ldn device adapter source}
 * @param text as sent, padding included; {@link #normalised()} for comparing
 * @param obis where it was read, {@link Obis#NONE} where it comes from outside the telegram
 */
public record Identity(String scheme, String text, Obis obis) {

    private static final Identity[] P1 = {
        step("dsmr", Obis.of(0, 0, 96, 1, 1)),
        step("ldn", Obis.of(0, 0, 42, 0, 0)),
        step("dsmr", Obis.of(0, 0, 96, 1, 0)),
        step("dsmr", Obis.of(1, 0, 0, 0, 0)),
        step("dsmr", Obis.of(0, 0, 0, 0, 0)),
    };

    private static final Identity[] READOUT = {
        step("device", Obis.of(0, 0, 96, 1, 0)),
        step("device", Obis.of(1, 0, 96, 1, 0)),
        step("device", Obis.of(0, 0, 96, 1, 255)), // EMH, EasyMeter
        step("device", Obis.of(1, 0, 96, 1, 255)),
        step("device", Obis.of(1, 0, 0, 0, 0)),
        step("device", Obis.of(0, 0, 0, 0, 0)),
        step("device", Obis.of(6, 0, 0, 0, 0)), // heat meters
        step("device", Obis.of(6, 0, 9, 21, 0)),
    };

    private static final Identity[] COSEM = {
        step("ldn", Obis.of(0, 0, 42, 0, 0)),
        step("device", Obis.of(0, 0, 96, 1, 0)),
        step("device", Obis.of(1, 1, 0, 0, 5)), // Kamstrup: GS1 number
        step("device", Obis.of(1, 1, 0, 0, 1)), // Kamstrup: meter number
        step("device", Obis.of(0, 0, 96, 1, 1)), // a type on some meters, hence late
        step("device", Obis.of(1, 0, 0, 0, 0)),
        step("device", Obis.of(1, 0, 0, 0, 5)),
    };

    /** The first identity of the protocol's ladder that the telegram offers. */
    public static Optional<Identity> of(Telegram telegram) {
        for (Identity step : ladder(telegram)) {
            Identity found = new Identity(step.scheme, textAt(telegram, step.obis), step.obis);
            if (!found.normalised().isEmpty()) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    /**
     * What stands in the place of an identity even if it identifies nothing, such as all zeros: for
     * tools that show telegrams as they are.
     */
    public static Optional<Identity> asSent(Telegram telegram) {
        Optional<Identity> real = of(telegram);
        if (real.isPresent()) {
            return real;
        }
        for (Identity step : ladder(telegram)) {
            String text = textAt(telegram, step.obis);
            if (!text.isEmpty()) {
                return Optional.of(new Identity(step.scheme, text, step.obis));
            }
        }
        return Optional.empty();
    }

    /** Identity by the adapter's name or the configured source, the last two rungs. */
    static Identity fromOutside(String scheme, String text) {
        return new Identity(scheme, text, Obis.NONE);
    }

    /** Trimmed; empty if the text identifies nothing: nothing at all, all zeros, all F. */
    public String normalised() {
        String trimmed = text.strip();
        boolean blank =
                trimmed.chars().allMatch(c -> c == '0') || trimmed.chars().allMatch(c -> c == 'F' || c == 'f');
        return blank ? "" : trimmed;
    }

    /** Scheme and text in one, as digests and stores use it. */
    byte[] key() {
        return (scheme + ":" + normalised()).getBytes(StandardCharsets.UTF_8);
    }

    private static Identity[] ladder(Telegram telegram) {
        return switch (telegram.protocol()) {
            case "dsmr" -> P1;
            case "iec62056-21" -> READOUT;
            default -> COSEM;
        };
    }

    private static Identity step(String scheme, Obis obis) {
        return new Identity(scheme, "", obis);
    }

    private static String textAt(Telegram telegram, Obis obis) {
        int i = telegram.indexOf(obis);
        if (i < 0) {
            return "";
        }
        return switch (telegram.kind(i)) {
            case TEXT -> telegram.text(i);
            case AMOUNT -> telegram.value(i).toPlainString();
            case CLOCK -> "";
        };
    }
}
