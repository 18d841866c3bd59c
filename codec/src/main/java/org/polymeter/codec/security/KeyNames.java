package org.polymeter.codec.security;

import java.util.List;

/**
 * What grid operators call the keys of their customers. By the maker's three letters in the system
 * title, which everybody can read; the operator cannot be told from a telegram.
 *
 * @param encryption the key that opens telegrams
 * @param authentication the key that proves them; empty where there is none to ask for
 */
public record KeyNames(String encryption, String authentication) {

    /** Where nothing better is known. */
    public static final KeyNames USUAL =
            new KeyNames("encryption key (GUEK, EK, Kundenschnittstellen-Schlüssel)", "authentication key (GAK, AK)");

    /** Of AMIS meters, whose M-Bus records are sealed with the one key there is. */
    private static final KeyNames MODE_5 = new KeyNames("Kundenschnittstellen-Schlüssel (GUEK, EK, AES-Schlüssel)", "");

    private record Row(String maker, KeyNames names) {}

    private static final List<Row> TABLE = List.of(
            row("KAM", "GPK60 (also '64'; elsewhere GUEK, EK)", "GPK61 (also '65'; elsewhere GAK, AK)"),
            row("KFM", "GUEK (EK, Kundenschnittstellen-Schlüssel)", "GAK (AK)"),
            row(
                    "SAG",
                    "GUEK (EK; in Luxembourg the only key)",
                    "GAK (AK; in Luxembourg the same for all, and built in)"),
            row("LGZ", "GUEK (EK, CII key)", "GAK (AK)"),
            row("ISK", "GUEK (EK, P1 key)", "GAK (AK)"),
            row("EGM", "EK", "AK"),
            row("ELS", "GUEK (EK)", "GAK (AK)"));

    /** The names for the meters of a maker. */
    public static KeyNames of(Ciphering ciphering) {
        if (!ciphering.isGcm()) {
            return MODE_5;
        }
        String maker = ciphering.maker();
        return TABLE.stream()
                .filter(row -> row.maker.equals(maker))
                .findFirst()
                .map(Row::names)
                .orElse(USUAL);
    }

    private static Row row(String maker, String encryption, String authentication) {
        return new Row(maker, new KeyNames(encryption, authentication));
    }
}
