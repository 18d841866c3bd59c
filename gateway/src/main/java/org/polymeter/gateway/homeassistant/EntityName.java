package org.polymeter.gateway.homeassistant;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** What people and entity ids call a quantity, made from the grammar of names (docs/profile.md). */
final class EntityName {

    /** Last parts that are units, and so not part of what people say. */
    private static final Set<String> UNITS = Set.of(
            "w", "va", "var", "kwh", "kvah", "kvarh", "v", "a", "hz", "deg", "m3", "m3h", "c", "k", "gj", "h", "s");

    private EntityName() {}

    /** {@code energy_import_t1_kwh} is {@code Energy import tariff 1}. */
    static String of(String quantity) {
        String[] parts = quantity.split("_", -1);
        int last = parts.length - 1;
        int words = last > 0 && UNITS.contains(parts[last]) ? last : parts.length;
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < words; i++) {
            name.append(i == 0 ? "" : " ").append(word(parts[i]));
        }
        name.setCharAt(0, Character.toUpperCase(name.charAt(0)));
        return parts[last].equals("gj") ? name + " in GJ" : name.toString(); // the same is there in kWh
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

    /** A text as part of an entity id: lower-case letters of English, digits, {@code _}. */
    static String slug(String text) {
        return Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
    }
}
