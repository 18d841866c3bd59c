package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * Who a meter says it is: a scheme and the meter's own text (docs/profile.md, Identity).
 *
 * @param scheme {@code dsmr ldn device sml tic adapter source}
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

    private static final Identity[] COSEM = {
        step("ldn", Obis.of(0, 0, 42, 0, 0)),
        step("device", Obis.of(0, 0, 96, 1, 0)),
        step("device", Obis.of(1, 1, 0, 0, 5)), // Kamstrup: GS1 number
        step("device", Obis.of(1, 1, 0, 0, 1)), // Kamstrup: meter number
        step("device", Obis.of(0, 0, 96, 1, 1)), // a type on some meters, hence late
        step("device", Obis.of(1, 0, 0, 0, 0)),
        step("device", Obis.of(1, 0, 0, 0, 5)),
    };

    private static final Identity[] SERVER = {
        step("sml", Obis.of(1, 0, 96, 1, 0)), step("sml", Obis.of(1, 0, 0, 0, 9)),
    };

    private static final Identity[] NONE = {};

    /** The first identity of the protocol's ladder that the telegram offers; the sender is the last rung. */
    public static Optional<Identity> of(Telegram telegram) {
        return sent(telegram).map(Identity::printed);
    }

    private static Optional<Identity> sent(Telegram telegram) {
        for (Identity step : ladder(telegram)) {
            Identity found = new Identity(step.scheme, textAt(telegram, step.obis), step.obis);
            if (!found.normalised().isEmpty()) {
                return Optional.of(found);
            }
        }
        Identity sender = new Identity(telegram.senderScheme(), sender(telegram), Obis.NONE);
        return Optional.of(sender).filter(found -> !found.normalised().isEmpty());
    }

    /**
     * What stands in the place of an identity even if it identifies nothing, such as all zeros: for
     * tools that show telegrams as they are.
     */
    public static Optional<Identity> asSent(Telegram telegram) {
        Optional<Identity> real = sent(telegram);
        if (real.isPresent()) {
            return real.map(Identity::inLowerCase);
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

    /** As it stands on the meter's face. */
    private Identity printed() {
        return scheme.equals("sml") ? new Identity(scheme, ServerId.printed(text), obis) : this;
    }

    /** SML writes server ids in small hex digits. */
    private Identity inLowerCase() {
        return scheme.equals("sml") ? new Identity(scheme, text.toLowerCase(Locale.ROOT), obis) : this;
    }

    /** Scheme and text in one, as digests and stores use it. */
    byte[] key() {
        return (scheme + ":" + normalised()).getBytes(StandardCharsets.UTF_8);
    }

    private static Identity[] ladder(Telegram telegram) {
        return switch (telegram.protocol()) {
            case "dsmr" -> P1;
            case "sml" -> SERVER;
            case "tic" -> NONE;
            default -> COSEM;
        };
    }

    private static String sender(Telegram telegram) {
        return telegram.senderScheme().equals("sml") ? ServerId.readable(telegram.sender()) : telegram.sender();
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
