package org.polymeter.gateway.plugtest;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One meter against its list: a column of the matrix.
 *
 * @param list what it was measured against; empty if nothing is documented
 * @param marks by name of the quantity: all that came, and what did not though it should
 * @param deviations whole sentences without the meter's name; empty if all is as it should be
 * @param remarks likewise, of what cannot be told or is no fault
 */
public record Judgement(
        MeterFacts meter,
        SourceFacts source,
        Optional<PortList> list,
        SortedMap<String, Mark> marks,
        List<String> deviations,
        List<String> remarks) {}
