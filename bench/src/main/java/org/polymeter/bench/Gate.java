package org.polymeter.bench;

import java.util.List;
import java.util.Optional;

/**
 * What we want to reach.
 *
 * @param ratio most time, as a multiple of the yardstick
 * @param bytes most garbage
 * @param lead over the best peer, at least
 */
record Gate(String workload, double ratio, double bytes, double lead) {

    /** JMH counts a little of its own. */
    private static final double HARDLY_A_BYTE = 0.5;

    private static final List<Gate> ALL = List.of(
            new Gate("W1", 0.31, 0, 75),
            new Gate("W1 Reading", 0.97, 600, 0),
            new Gate("W2", 0.175, 0, 13),
            new Gate("W2 Swiss", 0.37, 0, 10),
            new Gate("W3a", 0.43, 1100, 8),
            new Gate("W3b", 0.27, 128, 20),
            new Gate("W4", 0.215, 0, 50),
            new Gate("W5", 0.125, 0, 4));

    /** The gate of a workload, if it has one. */
    static Optional<Gate> of(String workload) {
        return ALL.stream().filter(each -> each.workload.equals(workload)).findFirst();
    }

    boolean isFastEnough(Measurement ours) {
        return ours.ratio() <= ratio;
    }

    boolean isCleanEnough(Measurement ours) {
        return ours.bytes() <= bytes + HARDLY_A_BYTE;
    }

    boolean isFarEnoughAhead(double ourLead) {
        return ourLead >= lead;
    }
}
