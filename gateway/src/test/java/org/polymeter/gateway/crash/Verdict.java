package org.polymeter.gateway.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What came of what meters said.
 *
 * @param due how many telegrams had to arrive
 * @param missing those of them that did not
 * @param arrived how many different readings did
 * @param wrong those of them that no meter has ever said
 * @param twice those of them that came under more than one id
 */
record Verdict(int due, Set<String> missing, int arrived, List<String> wrong, List<String> twice) {

    /** {@code heard}: by what was said, under which ids it came. */
    static Verdict of(Set<String> due, Map<String, Set<String>> heard, Ledger ledger) {
        Set<String> missing = new TreeSet<>(due);
        missing.removeAll(heard.keySet());
        List<String> wrong =
                heard.keySet().stream().filter(claim -> !ledger.knows(claim)).toList();
        List<String> twice = heard.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(Map.Entry::getKey)
                .toList();
        return new Verdict(due.size(), missing, heard.size(), wrong, twice);
    }

    /** A line of the table that {@code scripts/crash-test} prints. */
    String row(String scenario, int times) {
        return "crash-test | %-40s | %5d | %7d | %7d | %7d | %5d | %5d | %d"
                .formatted(
                        scenario, times, due, missing.size(), arrived, wrong.size(), twice.size(), Scale.seed());
    }
}
