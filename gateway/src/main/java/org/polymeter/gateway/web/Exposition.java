package org.polymeter.gateway.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Metrics in the text format of Prometheus (0.0.4): samples by family, each family once, in the order of
 * their names.
 */
final class Exposition {

    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** How values of a family behave. */
    enum Type {
        COUNTER("counter"),
        GAUGE("gauge");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    private final Map<String, StringBuilder> families = new TreeMap<>();

    /** Adds a sample; {@code number} is plain decimal text. Help and type of a family are those of its first. */
    void add(String name, Type type, String help, Map<String, String> labels, String number) {
        StringBuilder family = families.computeIfAbsent(
                name,
                unused -> new StringBuilder()
                        .append("# HELP ")
                        .append(name)
                        .append(' ')
                        .append(help.replace("\\", "\\\\").replace("\n", "\\n"))
                        .append("\n# TYPE ")
                        .append(name)
                        .append(' ')
                        .append(type.word)
                        .append('\n'));
        family.append(name);
        char separator = '{';
        for (Map.Entry<String, String> label : labels.entrySet()) {
            family.append(separator).append(label.getKey()).append("=\"");
            family.append(escaped(label.getValue())).append('"');
            separator = ',';
        }
        family.append(labels.isEmpty() ? " " : "} ").append(number).append('\n');
    }

    String text() {
        return String.join("", families.values());
    }

    /** Labels in the order given: names and values in turn; empty values are left out, as Prometheus has it. */
    static Map<String, String> labels(String... namesAndValues) {
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (!namesAndValues[i + 1].isEmpty()) {
                labels.put(namesAndValues[i], namesAndValues[i + 1]);
            }
        }
        return labels;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
