package org.polymeter.gateway.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What came of what meters said, in one place: at the broker, or in the history.
 *
 * @param missing telegrams that had to arrive there and did not
 * @param arrived how many different readings did
 * @param wrong those of them that no meter has ever said
 * @param twice those of them that are there under two ids, or twice
 */
record Verdict(Set<String> missing, int arrived, List<String> wrong, List<String> twice) {

    /** {@code heard}: by what was said, under how many ids it came, or how often it is there. */
    static Verdict of(Set<String> due, Map<String, Integer> heard, Ledger ledger) {
        Set<String> missing = new TreeSet<>(due);
        missing.removeAll(heard.keySet());
        return new Verdict(
                missing,
                heard.size(),
                which(heard, claim -> !ledger.knows(claim)),
                which(heard, claim -> heard.getOrDefault(claim, 0) > 1));
    }

    private static List<String> which(Map<String, Integer> heard, Predicate<String> isBad) {
        return heard.keySet().stream().filter(isBad).toList();
    }

    /** Columns of the table that {@code scripts/crash-test} prints. */
    String columns() {
        return "%7d | %7d | %5d | %5d".formatted(missing.size(), arrived, wrong.size(), twice.size());
    }
}
