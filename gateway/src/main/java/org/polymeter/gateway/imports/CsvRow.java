package org.polymeter.gateway.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The cells of a line of CSV (RFC 4180, but that no cell goes over the end of its line). */
final class CsvRow {

    private static final String DELIMITERS = ",;\t|";

    /** What programs write where there is no value. */
    private static final List<String> NOTHING = List.of("", "null", "none", "\\n");

    private CsvRow() {}

    /** What separates the cells of a header line: what is most often in it. */
    static char delimiter(String header) {
        char best = ',';
        long most = 0;
        for (int i = 0; i < DELIMITERS.length(); i++) {
            char candidate = DELIMITERS.charAt(i);
            long count = header.chars().filter(c -> c == candidate).count();
            if (count > most) {
                best = candidate;
                most = count;
            }
        }
        return best;
    }

    static List<String> cells(String line, char delimiter) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append('"');
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == delimiter && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    /** Whether a cell holds no value. */
    static boolean isEmpty(String cell) {
        return NOTHING.contains(cell.toLowerCase(Locale.ROOT));
    }
}
