package org.polymeter.gateway.insight;

import java.util.List;

/** What some days have cost in all, and part by part, such as day by day. */
public record CostCourse(Cost whole, List<Cost> parts) {

    public CostCourse {
        parts = List.copyOf(parts);
    }
}
