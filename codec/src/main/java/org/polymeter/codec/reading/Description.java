package org.polymeter.codec.reading;

import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/** What telegrams say of the meter itself: maker, model, firmware, version of the protocol. */
final class Description {

    private static final Obis VERSION = Obis.of(1, 3, 0, 2, 8);
    private static final Obis VERSION_BELGIUM = Obis.of(0, 0, 96, 1, 4);
    private static final Obis MAKER = Obis.of(1, 0, 96, 50, 1, 1);
    private static final Obis MAKER_OLD = Obis.of(129, 129, 199, 130, 3);
    private static final Obis FIRMWARE_SML = Obis.of(1, 0, 0, 2, 0, 0);
    private static final Obis FIRMWARE = Obis.of(1, 0, 0, 2, 0);
    private static final Obis LIST_VERSION = Obis.of(1, 1, 0, 2, 129);
    private static final Obis TYPE = Obis.of(0, 0, 96, 1, 7);
    private static final Obis TYPE_KAMSTRUP = Obis.of(1, 1, 96, 1, 1);

    /** Group A of what makers define for themselves: in SML their name and their public key. */
    private static final int MANUFACTURER_SPECIFIC = 129;

    private static final Set<String> ADDRESSES = Set.of("ADCO", "ADSC", "PRM");

    private Description() {}

    /** Whether a line says who the meter is and when it speaks, not what it measured. */
    static boolean concerns(Obis obis) {
        if (obis.isNone()) {
            return false;
        }
        boolean idOrType = obis.c() == 96 && obis.d() == 1;
        boolean logicalName = obis.a() == 0 && obis.c() == 42;
        boolean clock = obis.a() == 0 && obis.c() == 1 && obis.d() == 0;
        boolean maker = (obis.a() == 1 && obis.c() == 96 && obis.d() == 50) || obis.a() == MANUFACTURER_SPECIFIC;
        return idOrType || logicalName || clock || maker || obis.c() == 0;
    }

    /** The same for a value that has a label in place of a code: addresses of Linky. */
    static boolean concerns(Telegram telegram, int index) {
        return concerns(telegram.obis(index))
                || (telegram.protocol().equals("tic") && ADDRESSES.contains(telegram.label(index)));
    }

    /** Adds to what is known of a meter. */
    static void read(Telegram telegram, MeterMemory meter) {
        meter.speaks(telegram.protocol());
        if (!telegram.medium().isEmpty()) {
            meter.meters(telegram.medium());
        }
        text(telegram, VERSION)
                .or(() -> text(telegram, VERSION_BELGIUM))
                .ifPresent(digits -> meter.protocolVersion(version(digits)));
        text(telegram, MAKER)
                .or(() -> text(telegram, MAKER_OLD))
                .map(maker -> Manufacturers.ofPrefix(maker).orElse(maker))
                .or(() -> maker(meter.identity()))
                .or(() -> Manufacturers.ofPrefix(telegram.identification()))
                .ifPresent(meter::manufacturer);
        text(telegram, FIRMWARE)
                .or(() -> text(telegram, FIRMWARE_SML))
                .or(() -> text(telegram, LIST_VERSION))
                .ifPresent(meter::firmware);
        text(telegram, TYPE)
                .or(() -> text(telegram, TYPE_KAMSTRUP))
                .or(() -> stated(telegram.identification()))
                .or(() -> stated(telegram.model()))
                .ifPresent(meter::model);
    }

    private static Optional<String> stated(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static Optional<String> maker(Identity identity) {
        return switch (identity.scheme()) {
            case "ldn", "title" -> Manufacturers.ofPrefix(identity.normalised());
            case "mbus" -> maker(identity.normalised());
            default -> Optional.empty();
        };
    }

    /** Of {@code KAM-12345678-1B-04}: the letters, where nobody told whose they are. */
    private static Optional<String> maker(String address) {
        int letters = address.indexOf('-');
        return Manufacturers.ofPrefix(address)
                .or(() -> Optional.of(address.substring(0, Math.max(letters, 0)))
                        .filter(text -> text.matches("[A-Z]{3}")));
    }

    private static Optional<String> text(Telegram telegram, Obis obis) {
        int i = telegram.indexOf(obis);
        if (i < 0) {
            return Optional.empty();
        }
        return switch (telegram.kind(i)) {
            case TEXT -> Optional.of(telegram.text(i));
            case AMOUNT -> Optional.of(telegram.value(i).toPlainString());
            case CLOCK -> Optional.empty();
        };
    }

    /** {@code 50} is 5.0; Belgium's {@code 50217} is 5.0.2-1.7. */
    private static String version(String digits) {
        return switch (digits.length()) {
            case 2 -> digits.charAt(0) + "." + digits.charAt(1);
            case 5 ->
                digits.charAt(0) + "." + digits.charAt(1) + "." + digits.charAt(2) + "-" + digits.charAt(3) + "."
                        + digits.charAt(4);
            default -> digits;
        };
    }
}
