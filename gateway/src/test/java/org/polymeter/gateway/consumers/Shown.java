package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.gateway.simulator.Simulator.Sent;

/**
 * What a consumer shows of one quantity.
 *
 * @param value programs that know no decimals may drop zeros at the end
 * @param unit as {@code info} has it
 */
record Shown(String value, String unit) {

    /** docs/profile.md, Units. */
    private static final Map<String, String> UNITS =
            Map.of("w", "W", "var", "var", "kwh", "kWh", "kvarh", "kvarh", "v", "V", "a", "A", "m3", "m³");

    /** All that a consumer shows of a meter is what the meter once said, each value with its unit. */
    static void assertTrue(Stage stage, String meter, Map<String, Shown> shown) {
        assertThat(stage.truth(meter))
                .as(meter)
                .anySatisfy(sent -> assertThat(normal(shown)).as(meter).containsAllEntriesOf(truth(sent)));
    }

    private static Map<String, Shown> truth(Sent sent) {
        Map<String, Shown> truth = new TreeMap<>();
        sent.values().forEach((name, value) -> {
            String suffix = name.substring(name.lastIndexOf('_') + 1);
            truth.put(name, new Shown(normal(value), UNITS.getOrDefault(suffix, "")));
        });
        return truth;
    }

    private static Map<String, Shown> normal(Map<String, Shown> shown) {
        Map<String, Shown> normal = new TreeMap<>();
        shown.forEach((name, one) -> normal.put(name, new Shown(normal(one.value), one.unit)));
        return normal;
    }

    private static String normal(String value) {
        return value.matches("-?[0-9.]+")
                ? new BigDecimal(value).stripTrailingZeros().toPlainString()
                : value;
    }
}
