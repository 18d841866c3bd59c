package org.polymeter.codec.reading;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/**
 * Who a meter says it is: a scheme and the meter's own text (docs/profile.md, Identity).
 *
 * @param scheme {@code dsmr ldn device title sml mbus tic adapter source}
 * @param text as sent, padding included; {@link #normalised()} for comparing
 * @param obis where it was read, {@link Obis#NONE} for the sender of a message and for what comes from
 *     outside the telegram
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

    private static final Identity[] SERVER = {
        step("sml", Obis.of(1, 0, 96, 1, 0)), step("sml", Obis.of(1, 0, 0, 0, 9)),
    };

    private static final Identity[] NONE = {}; // the sender is the only one

    /** How M-Bus meters that are not addressed say who they are. */
    private static final String FABRICATION_NUMBER = "Fabrication No";

    private static final Pattern MBUS_NUMBER = Pattern.compile("(?:[^-]{3}-)?0*([0-9A-F]{1,8})(?:-.*)?");

    /** The first identity of the protocol's ladder that the telegram offers; the last rung is its sender. */
    public static Optional<Identity> of(Telegram telegram) {
        return sent(telegram).map(Identity::readable);
    }

    private static Optional<Identity> sent(Telegram telegram) {
        for (Identity step : ladder(telegram)) {
            Identity found = new Identity(step.scheme, textAt(telegram, step.obis), step.obis);
            if (!found.normalised().isEmpty()) {
                return Optional.of(found);
            }
        }
        return sender(telegram);
    }

    /** The message's sender: it stands outside the values. */
    private static Optional<Identity> sender(Telegram telegram) {
        Identity found = new Identity(telegram.senderScheme(), senderText(telegram), Obis.NONE);
        if (!found.normalised().isEmpty()) {
            return Optional.of(found);
        }
        for (int i = 0; i < telegram.size(); i++) {
            if (concerns(telegram, i) && telegram.storage(i) == 0) {
                Identity made = new Identity(telegram.protocol(), textAt(telegram, i), Obis.NONE);
                return Optional.of(made)
                        .filter(identity -> !identity.normalised().isEmpty());
            }
        }
        return Optional.empty();
    }

    /** Whether a line may be read to tell the meter. */
    static boolean mayStandAt(Telegram telegram, int index) {
        for (Identity step : ladder(telegram)) {
            if (step.obis.equals(telegram.obis(index))) {
                return true;
            }
        }
        return concerns(telegram, index);
    }

    /** Whether an M-Bus line says who the meter is. */
    static boolean concerns(Telegram telegram, int index) {
        return telegram.protocol().equals("mbus")
                && telegram.obis(index).isNone()
                && telegram.label(index).equals(FABRICATION_NUMBER);
    }

    /**
     * The number that is printed on the meter, for tools that show telegrams as they are: of an M-Bus
     * address only the identification number, and without leading zeros.
     */
    public static Optional<String> printed(Telegram telegram) {
        return asSent(telegram).map(identity -> {
            Matcher number = MBUS_NUMBER.matcher(identity.text);
            return identity.scheme.equals("mbus") && number.matches() ? number.group(1) : identity.text;
        });
    }

    /**
     * What stands in the place of an identity even if it identifies nothing, such as all zeros: for
     * tools that show telegrams as they are.
     */
    public static Optional<Identity> asSent(Telegram telegram) {
        Optional<Identity> real = sent(telegram).filter(identity -> !identity.scheme.equals("title"));
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

    /** Whether the meter itself has not said it: the name of its adapter or of the source. */
    boolean isFromOutside() {
        return scheme.equals("adapter") || scheme.equals("source");
    }

    /** Where it was read, so that two texts from one place can be compared. */
    String place() {
        return obis.isNone() ? scheme : obis.toString();
    }

    /** Trimmed; empty if the text identifies nothing: nothing at all, all zeros, all F. */
    public String normalised() {
        String trimmed = text.strip();
        boolean blank =
                trimmed.chars().allMatch(c -> c == '0') || trimmed.chars().allMatch(c -> c == 'F' || c == 'f');
        return blank ? "" : trimmed;
    }

    /** As it stands on the meter's face. */
    private Identity readable() {
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
            case "tic", "mbus" -> NONE;
            case "iec62056-21" -> READOUT;
            default -> COSEM;
        };
    }

    private static String senderText(Telegram telegram) {
        return telegram.senderScheme().equals("sml") ? ServerId.readable(telegram.sender()) : telegram.sender();
    }

    private static Identity step(String scheme, Obis obis) {
        return new Identity(scheme, "", obis);
    }

    private static String textAt(Telegram telegram, Obis obis) {
        int i = telegram.indexOf(obis);
        return i < 0 ? "" : textAt(telegram, i);
    }

    private static String textAt(Telegram telegram, int i) {
        return switch (telegram.kind(i)) {
            case TEXT -> telegram.text(i);
            case AMOUNT -> telegram.value(i).toPlainString();
            case CLOCK -> "";
        };
    }
}
