package org.polymeter.gateway.query;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Value;

/** Makes rows of series of one meter or point: what is of one time goes on one row. */
final class CsvTable {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private final String id;
    private final ZoneId zone;
    private final List<CsvColumn> columns;

    CsvTable(Question.Line line, List<CsvColumn> columns) {
        this.id = line.subject().id();
        this.zone = line.subject().zone();
        this.columns = columns;
    }

    /** Writes readings; returns how many rows. A quantity that has two values at one time makes two rows. */
    int readings(List<Series> piece, Writer out) throws IOException {
        TreeMap<Instant, List<List<String>>> rows = new TreeMap<>();
        Map<String, Integer> places = places();
        for (Series series : piece) {
            int place = places.getOrDefault(series.quantity(), 0);
            for (Value value : series.values()) {
                row(rows.computeIfAbsent(value.time(), unused -> new ArrayList<>()), place)
                        .set(place, value.text());
            }
        }
        int count = 0;
        for (Map.Entry<Instant, List<List<String>>> entry : rows.entrySet()) {
            for (List<String> cells : entry.getValue()) {
                List<String> line = new ArrayList<>(
                        List.of(local(entry.getKey()), entry.getKey().toString(), id));
                line.addAll(cells);
                CsvRow.write(line, out);
                count++;
            }
        }
        return count;
    }

    private Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            places.put(columns.get(i).quantity(), i);
        }
        return places;
    }

    /** The first row whose place is free. */
    private List<String> row(List<List<String>> rows, int place) {
        for (List<String> row : rows) {
            if (row.get(place).isEmpty()) {
                return row;
            }
        }
        List<String> row = new ArrayList<>(Collections.nCopies(columns.size(), ""));
        rows.add(row);
        return row;
    }

    /** Writes parts; returns how many rows. */
    int parts(List<Series> piece, Writer out) throws IOException {
        TreeMap<Instant, Map<String, Part>> rows = new TreeMap<>();
        for (Series series : piece) {
            for (Part part : series.parts()) {
                rows.computeIfAbsent(part.from(), unused -> new HashMap<>()).put(series.quantity(), part);
            }
        }
        for (Map<String, Part> row : rows.values()) {
            Part any = row.values().iterator().next();
            List<String> line = new ArrayList<>(List.of(
                    local(any.from()),
                    local(any.to()),
                    any.from().toString(),
                    any.to().toString(),
                    id));
            for (CsvColumn column : columns) {
                line.add(Optional.ofNullable(row.get(column.quantity()))
                        .flatMap(column.cell())
                        .orElse(""));
            }
            CsvRow.write(line, out);
        }
        return rows.size();
    }

    private String local(Instant time) {
        return (Math.floorMod(time.toEpochMilli(), 1000L) == 0 ? SECONDS : MILLIS).format(time.atZone(zone));
    }
}
