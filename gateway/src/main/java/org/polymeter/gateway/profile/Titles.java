package org.polymeter.gateway.profile;

import java.util.Locale;
import java.util.Set;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Quantity;

/** What people call quantities and meters, made from the grammar of names (docs/profile.md, Name grammar). */
public final class Titles {

    /** Last parts that are units, and so not part of what people say. */
    private static final Set<String> UNITS = Set.of(
            "w", "va", "var", "kwh", "kvah", "kvarh", "v", "a", "hz", "deg", "m3", "m3h", "c", "k", "gj", "h", "s");

    private Titles() {}

    /** {@code energy_import_t1_kwh} is {@code Energy import tariff 1}. */
    public static String of(Quantity quantity) {
        String[] parts = quantity.name().split("_", -1);
        int last = parts.length - 1;
        int words = last > 0 && UNITS.contains(parts[last]) ? last : parts.length;
        StringBuilder title = new StringBuilder();
        for (int i = 0; i < words; i++) {
            title.append(i == 0 ? "" : " ").append(word(parts[i]));
        }
        return capitalised(parts[last].equals("gj") ? title + " in GJ" : title.toString()); // it is there in kWh, too
    }

    /** The configured name, or {@code Gas meter g0039001700460117}. */
    public static String of(MeterInfo info) {
        String name = info.name();
        if (name != null) {
            return name;
        }
        String medium = info.medium().equals("other") ? "" : info.medium().replace('_', ' ') + " ";
        return capitalised(medium + "meter " + info.meter());
    }

    private static String word(String part) {
        if (part.matches("l[1-3]|q[1-4]")) {
            return part.toUpperCase(Locale.ROOT);
        }
        if (part.matches("t[0-9]+")) {
            return "tariff " + part.substring(1);
        }
        return switch (part) {
            case "n" -> "neutral";
            case "max" -> "maximum";
            default -> part;
        };
    }

    private static String capitalised(String text) {
        return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }
}
