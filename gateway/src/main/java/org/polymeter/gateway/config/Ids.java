package org.polymeter.gateway.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names that may stand in a topic (docs/profile.md, Identity): the form of a DNS label. */
final class Ids {

    private static final int LONGEST = 63;
    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern FOREIGN = Pattern.compile("[^a-z0-9]+");
    private static final Pattern EDGES = Pattern.compile("^-+|-+$");

    private Ids() {}

    static boolean isId(String text) {
        return ID.matcher(text).matches();
    }

    /** The id that is nearest to a text, empty if nothing of it can be used. */
    static String madeFrom(String text) {
        String id = FOREIGN.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("-");
        id = EDGES.matcher(id).replaceAll("");
        return EDGES.matcher(id.substring(0, Math.min(LONGEST, id.length()))).replaceAll("");
    }
}
