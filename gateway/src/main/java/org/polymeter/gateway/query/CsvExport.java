package org.polymeter.gateway.query;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.codec.reading.Quantity.Kind;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.Inventory;
import org.polymeter.gateway.history.Resolution;

/**
 * History as CSV (RFC 4180, UTF-8, decimal point). A row is a reading, or an hour, a day, whatever was asked for. It is
 * read and written piece by piece, so its length does not matter.
 */
public final class CsvExport {

    /** Hears how far it is. */
    public interface Progress {
        /** {@code rows}: written so far, of all lines of the question. */
        void at(Question.Line line, Instant until, long rows);
    }

    private final History history;
    private long rows;

    /** For one export. */
    public CsvExport(History history) {
        this.history = history;
    }

    /** Writes and flushes; returns the number of rows, without the first one, which has the names. */
    public long write(Question question, OutputStream out, Progress progress) throws IOException, QuestionException {
        boolean readings = question.resolution() == Resolution.READING;
        List<CsvColumn> columns = columns(question, readings);
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        List<String> head = new ArrayList<>(
                readings
                        ? List.of("local_time", "time", "meter")
                        : List.of("local_from", "local_to", "from", "to", "meter"));
        columns.forEach(column -> head.add(column.head()));
        CsvRow.write(head, text);
        for (Question.Line line : question.lines()) {
            CsvTable table = new CsvTable(line, columns);
            new Walk(history).through(line, question.resolution(), (piece, done) -> {
                rows += readings ? table.readings(piece, text) : table.parts(piece, text);
                progress.at(line, done, rows);
            });
        }
        text.flush();
        return rows;
    }

    /** Those of quantities that any of the meters has. */
    private List<CsvColumn> columns(Question question, boolean readings) throws IOException {
        List<HistoryMeter> meters = question.lines().stream()
                .flatMap(line -> line.subject().meters().stream())
                .distinct()
                .toList();
        Map<String, Kind> kinds = new TreeMap<>();
        for (Inventory inventory : history.inventory(meters)) {
            inventory.items().forEach(item -> kinds.put(item.name(), item.kind()));
        }
        return question.lines().stream()
                .flatMap(line -> line.names().stream())
                .distinct()
                .filter(kinds::containsKey)
                .flatMap(name -> CsvColumn.of(name, kinds.getOrDefault(name, Kind.TEXT), readings).stream())
                .toList();
    }
}
