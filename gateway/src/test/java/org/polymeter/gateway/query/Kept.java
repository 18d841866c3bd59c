package org.polymeter.gateway.query;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.sink.Fact;

/** A history that tests fill and ask, in the words of the query of an address. */
final class Kept implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    final History history;
    private final Instant now;

    /** {@code now}: when all questions are asked. */
    Kept(Path folder, ZoneId zone, Instant now) {
        this.history = new History(new Database.Sqlite(folder.resolve("history.db")), HistorySettings.usual(zone));
        this.now = now;
    }

    Kept merge(List<Reading> readings) throws IOException {
        history.merge(readings);
        return this;
    }

    /** {@code values}: as {@link Readings} has them. */
    Kept say(String meter, String time, String values) throws IOException {
        return merge(List.of(Readings.reading(meter, Instant.parse(time), values)));
    }

    /** One meter took the place of another. */
    void replace(String old, String next, String time) throws IOException {
        Instant when = Instant.parse(time);
        HistorySink sink = new HistorySink(history, InstantSource.fixed(when));
        sink.write(List.of(new Fact.Happened(new Event(
                "meter_replaced",
                old,
                "00000000000000000000000000000001",
                when,
                TimeSource.METER,
                when,
                Map.of("by", next)))));
        sink.settle();
    }

    JsonNode series(String query) throws IOException, QuestionException {
        return read(new SeriesAnswer(history).json(question(query)));
    }

    JsonNode total(String query) throws IOException, QuestionException {
        TotalAnswer.Comparison comparison =
                TotalAnswer.Comparison.of(parameters(query).one("compare"));
        return read(new TotalAnswer(history).json(question(query), comparison));
    }

    JsonNode day(String query) throws IOException, QuestionException {
        Question question = new QuestionReader(history, parameters(query), now).read(Optional.of(Resolution.QUARTER));
        return read(new DayAnswer(history).json(question));
    }

    /** Lines of cells; no cell has a comma in it. */
    List<List<String>> csv(String query) throws IOException, QuestionException {
        return text(query)
                .lines()
                .map(line -> Arrays.asList(line.split(",", -1)))
                .toList();
    }

    String text(String query) throws IOException, QuestionException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CsvExport(history).write(question(query), out, (line, until, rows) -> {});
        return out.toString(StandardCharsets.UTF_8);
    }

    Question question(String query) throws IOException, QuestionException {
        return new QuestionReader(history, parameters(query), now).read(Optional.empty());
    }

    /** Numbers with all their digits, as text: {@code [0.100,3.000]}. */
    static List<String> numbers(JsonNode list) {
        List<String> numbers = new ArrayList<>();
        list.forEach(
                number -> numbers.add(number.isNumber() ? number.decimalValue().toPlainString() : number.asText()));
        return numbers;
    }

    /** The series or total of that name of the first meter in an answer. */
    static JsonNode named(JsonNode answer, String name) {
        JsonNode meter = answer.get("meters").get(0);
        for (JsonNode series : meter.path(meter.has("totals") ? "totals" : "series")) {
            if (series.get("name").asText().equals(name)) {
                return series;
            }
        }
        throw new AssertionError("no " + name + " in " + answer);
    }

    private static Parameters parameters(String query) {
        Map<String, List<String>> said = new HashMap<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                said.computeIfAbsent(pair.substring(0, equals), unused -> new ArrayList<>())
                        .add(pair.substring(equals + 1));
            }
        }
        return name -> said.getOrDefault(name, List.of());
    }

    private static JsonNode read(byte[] json) throws IOException {
        return JSON.readTree(json);
    }

    @Override
    public void close() {
        history.close();
    }
}
