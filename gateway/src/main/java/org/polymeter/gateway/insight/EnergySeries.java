package org.polymeter.gateway.insight;

import java.util.List;

/** What registers have counted, quarter hour by quarter hour. */
public interface EnergySeries {

    /**
     * The energies of a register in a range, in the order of time, none over another.
     *
     * <p>Each is of one quarter hour (:00, :15, :30 or :45 to the next), or, after a gap, of several. One that begins
     * before the range or ends after it is part of the answer. Where there is none, nothing is known.
     *
     * @param meter a meter, or a point of delivery whose meters follow each other
     * @param quantity a counter of the profile in kWh, such as {@code energy_import_kwh}
     */
    List<Energy> between(String meter, String quantity, Span range);
}
