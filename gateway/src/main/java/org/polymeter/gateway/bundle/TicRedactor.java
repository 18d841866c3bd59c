package org.polymeter.gateway.bundle;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Replaces what in the groups of a Linky's frame says who the meter is, with their checksums (Enedis-NOI-CPT_54E). */
final class TicRedactor {

    private static final Set<String> IDENTITIES = Set.of("ADCO", "ADSC", "PRM", "MSG1", "MSG2");

    /** Names of tariffs and contracts, of registers and relays: the same for many. */
    private static final Set<String> WORDS = Set.of(
            "OPTARIF",
            "PTEC",
            "DEMAIN",
            "HHPHC",
            "MOTDETAT",
            "PEJP",
            "PPOT",
            "VTIC",
            "NGTF",
            "LTARF",
            "STGE",
            "RELAIS",
            "NTARF",
            "NJOURF",
            "NJOURF+1",
            "PJOURF+1",
            "PPOINTE",
            "DATE");

    private static final Pattern GROUP = Pattern.compile("\n([^ \t\r\n]+)([ \t])([^\r\n]*)\\2.\r");
    private static final Pattern NUMBER = Pattern.compile("([EH ]\\d{12}\t)?\\d{1,9}");

    private static final int SIX_BITS = 0x3F;
    private static final int FIRST_PRINTABLE = 0x20;

    private final Pseudonyms pseudonyms;

    TicRedactor(Pseudonyms pseudonyms) {
        this.pseudonyms = pseudonyms;
    }

    byte[] redact(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        Matcher groups = GROUP.matcher(text);
        return groups.replaceAll(
                        group -> Matcher.quoteReplacement(group(group.group(1), group.group(2), group.group(3))))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private String group(String label, String separator, String value) {
        boolean stays = !IDENTITIES.contains(label)
                && (WORDS.contains(label) || NUMBER.matcher(value).matches());
        String summed = label + separator + (stays ? value : pseudonyms.text(value));
        boolean isStandard = separator.equals("\t"); // which sums the last separator, too
        int sum = (isStandard ? summed + separator : summed).chars().sum();
        return "\n" + summed + separator + (char) ((sum & SIX_BITS) + FIRST_PRINTABLE) + "\r";
    }
}
