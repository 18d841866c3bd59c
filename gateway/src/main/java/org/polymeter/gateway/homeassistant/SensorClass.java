package org.polymeter.gateway.homeassistant;

import java.util.Set;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.gateway.profile.Positions;

/**
 * What sort of sensor a quantity is to Home Assistant. Empty texts stand for none.
 *
 * @param deviceClass decides symbol, units and where it can be used
 * @param stateClass whether, and how, long-term statistics are kept
 */
record SensorClass(String deviceClass, String stateClass) {

    private static final String MEASUREMENT = "measurement";
    private static final String GROWING = "total_increasing";
    private static final SensorClass NONE = new SensorClass("", "");

    /** Values of one phase that are of use to everybody. */
    private static final String OF_A_PHASE =
            "(voltage|current|power|power_import|power_export|energy_import|energy_export)_l[1-3]_[a-z]+";

    private static final String TARIFF = "energy_(import|export)_t[0-9]+_kwh";

    private static final String DEMAND = "demand_.*_w";

    private static final Set<String> WANTED = Set.of(
            "power_w",
            "power_import_w",
            "power_export_w",
            "energy_import_kwh",
            "energy_export_kwh",
            "apparent_power_import_va", // the only power that some French meters tell
            "voltage_v",
            "current_a",
            "volume_m3",
            "flow_m3h",
            "heat_energy_kwh",
            "cooling_energy_kwh",
            "heat_power_w",
            "flow_temperature_c",
            "return_temperature_c",
            "temperature_difference_k");

    /**
     * The class of a quantity.
     *
     * @param medium what the meter measures; it decides what a volume is
     */
    static SensorClass of(Quantity quantity, String medium) {
        return switch (quantity.kind()) {
            case TEXT -> NONE;
            case TIME -> new SensorClass("timestamp", "");
            case STATE -> Positions.areValuesOf(quantity) ? new SensorClass("enum", "") : NONE;
            case GAUGE, COUNTER, NET -> number(quantity, medium);
        };
    }

    private static SensorClass number(Quantity quantity, String medium) {
        return switch (quantity.unit().symbol()) {
            case "W" -> new SensorClass("power", MEASUREMENT);
            case "VA" -> new SensorClass("apparent_power", MEASUREMENT);
            case "var" -> new SensorClass("reactive_power", MEASUREMENT);
            case "kWh", "GJ" -> new SensorClass("energy", energyState(quantity));
            case "kvarh" -> new SensorClass("reactive_energy", GROWING);
            case "V" -> new SensorClass("voltage", MEASUREMENT);
            case "A" -> new SensorClass("current", MEASUREMENT);
            case "Hz" -> new SensorClass("frequency", MEASUREMENT);
            case "m³" -> new SensorClass(volume(medium), GROWING);
            case "m³/h" -> new SensorClass("volume_flow_rate", MEASUREMENT);
            case "°C" -> new SensorClass("temperature", MEASUREMENT);
            case "h" -> new SensorClass("duration", GROWING);
            case "" ->
                new SensorClass(quantity.name().startsWith("power_factor") ? "power_factor" : "", state(quantity));
            default -> new SensorClass("", state(quantity)); // kVAh, °, K: not every version knows a class for them
        };
    }

    /** Energy of an interval is neither a measurement nor a total, says Home Assistant. */
    private static String energyState(Quantity quantity) {
        return switch (quantity.kind()) {
            case COUNTER -> GROWING;
            case NET -> "total";
            default -> "";
        };
    }

    private static String state(Quantity quantity) {
        return quantity.kind() == Quantity.Kind.COUNTER ? GROWING : MEASUREMENT;
    }

    private static String volume(String medium) {
        return switch (medium) {
            case "gas" -> "gas";
            case "water", "hot_water" -> "water";
            default -> "volume";
        };
    }

    /** Whether a quantity tells about the meter rather than about what it measures. */
    static boolean isDiagnostic(Quantity quantity) {
        return quantity.kind() == Quantity.Kind.TIME
                || Positions.areValuesOf(quantity)
                || quantity.name().endsWith("_count");
    }

    /** Whether most people want to see it; the others can switch it on. */
    static boolean isWanted(Quantity quantity) {
        String name = quantity.name();
        return WANTED.contains(name) || name.matches(OF_A_PHASE) || name.matches(TARIFF) || name.matches(DEMAND);
    }
}
