package org.polymeter.gateway.homeassistant;

import java.text.Normalizer;
import java.util.Locale;

/** Texts as parts of entity ids. */
final class Slug {

    private Slug() {}

    /** Lower-case letters of English, digits and {@code _}; empty if nothing of the text is left. */
    static String of(String text) {
        return Normalizer.normalize(text.replace("ß", "ss"), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "_")
                .replaceAll("^_+|_+$", "");
    }
}
