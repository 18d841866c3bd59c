package org.polymeter.gateway.homeassistant;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tables of Home Assistant's own rules; each file says where they were read, and when. */
final class Rules {

    /** Units and state classes that a device class of sensors may have; {@code -} is none. */
    record SensorRule(Set<String> units, Set<String> stateClasses) {}

    /** What the energy dashboard takes for one use. */
    record DashboardRule(String use, String deviceClass, Set<String> units, Set<String> stateClasses) {}

    private Rules() {}

    static Map<String, SensorRule> sensors() {
        Map<String, SensorRule> rules = new LinkedHashMap<>();
        for (String[] row : rows("sensor-rules.txt")) {
            rules.put(row[0], new SensorRule(words(row[1]), words(row[2])));
        }
        return rules;
    }

    static List<DashboardRule> dashboard() {
        return rows("dashboard-rules.txt").stream()
                .map(row -> new DashboardRule(row[0], row[1], words(row[2]), words(row[3])))
                .toList();
    }

    /** Setting by abbreviation, or by itself, of one part of a message: {@code device origin sensor …}. */
    static Map<String, String> keys(String part) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String[] row : rows("discovery-keys.txt")) {
            if (row[0].equals(part)) {
                keys.put(row[1], row[2]);
                keys.put(row[2], row[2]);
            }
        }
        return keys;
    }

    private static Set<String> words(String text) {
        return Set.of(text.split(" ", -1));
    }

    private static List<String[]> rows(String file) {
        try (InputStream in = Rules.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new AssertionError("there is no " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" {2,}", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
