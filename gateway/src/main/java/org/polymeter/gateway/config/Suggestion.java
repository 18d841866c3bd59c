package org.polymeter.gateway.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class Suggestion {

    /** Other words for the same thing, as other programs call it. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("device", "port"),
            Map.entry("tty", "port"),
            Map.entry("baud", "line"),
            Map.entry("baudrate", "line"),
            Map.entry("serial", "line"),
            Map.entry("timezone", "zone"),
            Map.entry("tz", "zone"),
            Map.entry("hostname", "host"),
            Map.entry("server", "host"),
            Map.entry("url", "host"),
            Map.entry("address", "host"),
            Map.entry("username", "user"),
            Map.entry("login", "user"),
            Map.entry("topic", "topics"),
            Map.entry("file", "path"),
            Map.entry("listen", "bind"),
            Map.entry("driver", "protocol"),
            Map.entry("decryption-key", "key"),
            Map.entry("encryption-key", "key"),
            Map.entry("authentication-key", "auth-key"),
            Map.entry("scs", "smartmeter-datacollector"),
            Map.entry("gplug", "tasmota"),
            Map.entry("dsmr", "p1"),
            Map.entry("dlms", "hdlc"),
            Map.entry("sinks", "outputs"),
            Map.entry("inputs", "sources"),
            Map.entry("readers", "sources"));

    private Suggestion() {}

    /** The candidate that is nearest to the word, if any is near. */
    static Optional<String> nearest(String word, Collection<String> candidates) {
        String wanted = word.toLowerCase(Locale.ROOT);
        String synonym = SYNONYMS.get(wanted);
        if (synonym != null && candidates.contains(synonym)) {
            return Optional.of(synonym);
        }
        String best = "";
        int least = mostEdits(wanted) + 1;
        for (String candidate : candidates) {
            int edits = edits(wanted, candidate.toLowerCase(Locale.ROOT));
            if (edits < least) {
                least = edits;
                best = candidate;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** {@code – did you mean 'port'?}, or nothing. */
    static String didYouMean(String word, Collection<String> candidates) {
        return nearest(word, candidates)
                .map(guess -> " – did you mean '" + guess + "'?")
                .orElse("");
    }

    private static int mostEdits(String word) {
        return word.length() <= 2 ? 1 : word.length() <= 5 ? 2 : word.length() / 3 + 1;
    }

    /** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
    private static int edits(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int step(int[][] cost, String from, String to, int i, int j) {
        boolean same = from.charAt(i - 1) == to.charAt(j - 1);
        int least = Math.min(cost[i - 1][j - 1] + (same ? 0 : 1), 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped =
                i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
