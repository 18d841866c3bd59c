package org.polymeter.gateway.insight;

/** Which way energy goes at the point of delivery. */
public enum Direction {
    IMPORT("energy_import"),
    EXPORT("energy_export");

    private final String stem;

    Direction(String stem) {
        this.stem = stem;
    }

    /** The total register. */
    String quantity() {
        return stem + "_kwh";
    }

    /** The register of a tariff: {@code t1}. */
    String quantity(String tariff) {
        return stem + "_" + tariff + "_kwh";
    }
}
