package org.polymeter.gateway.query;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;

/** A line of CSV (RFC 4180). */
final class CsvRow {

    private static final Pattern SPECIAL = Pattern.compile("[,\"\r\n]");

    private CsvRow() {}

    static void write(List<String> cells, Writer out) throws IOException {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                out.write(',');
            }
            String cell = cells.get(i);
            out.write(SPECIAL.matcher(cell).find() ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
        }
        out.write("\r\n");
    }
}
