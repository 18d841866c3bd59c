package org.polymeter.gateway.plugtest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.polymeter.codec.observation.Obis;

/** Hides serial numbers, unless they are wanted: reports are shown around. */
public final class Serials {

    /** A maker's sign has three letters; all behind it is hidden. */
    private static final Pattern MAKER = Pattern.compile("^([A-Za-z]{0,3}).*");

    /** Firmware and model have shorter numbers. */
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{6,}");

    private static final String HIDDEN = "***";
    private static final String UNNAMED = "x_";

    private final boolean shown;

    public Serials(boolean shown) {
        this.shown = shown;
    }

    /** {@code LGZ1030000000001} → {@code LGZ***}. */
    String number(String text) {
        if (shown) {
            return text;
        }
        Matcher maker = MAKER.matcher(text);
        String sign = maker.matches() ? maker.group(1) : "";
        return sign + HIDDEN;
    }

    /** A text in which a number may be. */
    String within(String text) {
        return shown ? text : LONG_NUMBER.matcher(text).replaceAll(HIDDEN);
    }

    /** A value; what the vocabulary does not know, or a message, may name the meter or its owner. */
    String value(Delivery delivery) {
        String name = delivery.quantity().name();
        if (shown || !(mayName(delivery) || name.startsWith("message"))) {
            return delivery.value();
        }
        return HIDDEN;
    }

    private static boolean mayName(Delivery delivery) {
        if (!delivery.quantity().name().startsWith(UNNAMED)) {
            return false;
        }
        boolean generalPurpose = delivery.obis()
                .map(Obis::parse)
                .map(obis -> obis.c() == 0 || obis.c() == 96)
                .orElse(false);
        return delivery.isText()
                || generalPurpose
                || LONG_NUMBER.matcher(delivery.value()).matches();
    }
}
