package org.polymeter.gateway.simulator;

import java.time.Instant;
import java.util.List;

/**
 * What the meters of a household measure at one moment, in whole units of the finest register that
 * any of them has.
 *
 * @param watts per phase, positive from the grid
 * @param decivolts per phase, 0.1 V
 * @param centiamperes per phase, 0.01 A
 * @param importWattHours by tariff
 * @param exportWattHours by tariff
 * @param varHours by quadrant
 * @param tariff 1 or 2
 * @param gasLitres of the gas meter, as it stood at {@code gasTime}
 */
record Moment(
        Instant time,
        List<Long> watts,
        List<Long> decivolts,
        List<Long> centiamperes,
        List<Long> importWattHours,
        List<Long> exportWattHours,
        List<Long> varHours,
        int tariff,
        long gasLitres,
        Instant gasTime) {

    long importWatts() {
        return Math.max(0, netWatts());
    }

    long exportWatts() {
        return Math.max(0, -netWatts());
    }

    long netWatts() {
        return sum(watts);
    }

    long importWatts(int phase) {
        return Math.max(0, watts.get(phase));
    }

    long exportWatts(int phase) {
        return Math.max(0, -watts.get(phase));
    }

    /** A household draws some, and hardly ever the inductive sort. */
    long exportVars() {
        return Math.abs(netWatts()) / 5;
    }

    /** Inductive: quadrants I and II. */
    long importVarHours() {
        return varHours.get(0) + varHours.get(1);
    }

    /** Capacitive: quadrants III and IV. */
    long exportVarHours() {
        return varHours.get(2) + varHours.get(3);
    }

    /** One litre of water for eight of gas. */
    long waterLitres() {
        return gasLitres / 8;
    }

    /** What a boiler makes of the gas. */
    long heatKilowattHours() {
        return gasLitres / 100;
    }

    long totalImportWattHours() {
        return sum(importWattHours);
    }

    long totalExportWattHours() {
        return sum(exportWattHours);
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }
}
