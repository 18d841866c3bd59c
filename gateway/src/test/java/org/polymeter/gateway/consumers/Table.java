package org.polymeter.gateway.consumers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lines {@code meter, name, value, unit}, with tabs between, as scripts print them: a state at a time. */
final class Table {

    private Table() {}

    /** The first state of a meter; empty if it has not been printed to its end yet. */
    static Map<String, Shown> firstState(String meter, List<String> lines) {
        Map<String, Shown> state = new TreeMap<>();
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            boolean ofMeter = cells.length == 4 && cells[0].equals(meter);
            if (!state.isEmpty() && (!ofMeter || state.containsKey(cells[1]))) {
                return state; // the next one has begun
            }
            if (ofMeter) {
                state.put(cells[1], new Shown(cells[2], cells[3]));
            }
        }
        return Map.of();
    }

    /** Whether all these have been printed. */
    static boolean hasAll(List<String> meters, List<String> lines) {
        return meters.stream().noneMatch(meter -> firstState(meter, lines).isEmpty());
    }
}
