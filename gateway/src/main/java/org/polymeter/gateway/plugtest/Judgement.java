package org.polymeter.gateway.plugtest;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One meter against its list: a column of the matrix.
 *
 * @param list what it was measured against; empty if nothing is documented
 * @param marks by name of the quantity: all that came, and what did not though it should
 * @param faults what is not as it should be
 * @param notes what cannot be told, or is no fault
 */
public record Judgement(
        MeterFacts meter,
        SourceFacts source,
        Optional<PortList> list,
        SortedMap<String, Mark> marks,
        List<Finding> faults,
        List<Finding> notes) {

    /** Whole sentences without the meter's name; empty if all is as it should be. */
    public List<String> deviations() {
        return words(faults);
    }

    /** Likewise, of what cannot be told or is no fault. */
    public List<String> remarks() {
        return words(notes);
    }

    /** What the list says of a quantity. */
    Optional<Expectation> expectation(String name) {
        return list.map(it -> it.expectations().get(name));
    }

    static List<String> words(List<Finding> findings) {
        return findings.stream().map(Finding::words).toList();
    }
}
