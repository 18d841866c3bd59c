package org.polymeter.gateway.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;

class ConsoleSinkTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");
    private static final Reading READING =
            Readings.reading("house", TIME, "power_w -543, energy_import_kwh 13779.338, breaker connected");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, false, StandardCharsets.UTF_8);

    @Test
    void people_read_a_table() throws IOException {
        new ConsoleSink(out, ConsoleSink.Form.PEOPLE).write(List.of(new Fact.Heard(READING)));

        assertThat(text()).isEqualTo("""
                house  2025-01-14T09:12:35Z
                    breaker            connected
                    energy_import_kwh  13779.338
                    power_w            -543
                """);
    }

    @Test
    void people_learn_what_is_doubtful_and_what_happens() throws IOException {
        Reading doubtful = Readings.reading(
                "gas",
                "00".repeat(16),
                TIME,
                TimeSource.GATEWAY,
                TIME,
                Origin.PUSH,
                List.of("clock", "unverified"),
                "volume_m3 2569.646");
        new ConsoleSink(out, ConsoleSink.Form.PEOPLE)
                .write(List.of(
                        new Fact.Alive("gas", true),
                        new Fact.Heard(doubtful),
                        new Fact.Known(doubtful, Map.of(), List.of()),
                        new Fact.Happened(new Event(
                                "message", "gas", "00", TIME, TimeSource.METER, TIME, Map.of("text", "hello"))),
                        new Fact.Rejected(
                                "p1", TIME, "dsmr", "checksum", "expected BE8C", 9, 0, Bytes.of(new byte[9]))));

        assertThat(text()).isEqualTo("""
                gas  online
                gas  2025-01-14T09:12:35Z by the clock of the gateway  (clock, unverified)
                    volume_m3  2569.646
                gas  2025-01-14T09:12:35Z  message text=hello
                p1  2025-01-14T09:12:35Z  not usable, checksum: expected BE8C
                """);
    }

    @Test
    void programs_read_one_reading_per_line() throws IOException {
        new ConsoleSink(out, ConsoleSink.Form.NDJSON)
                .write(List.of(new Fact.Alive("house", true), new Fact.Heard(READING), new Fact.Heard(READING)));

        assertThat(text().lines())
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line)
                                .startsWith("{\"meter\":\"house\",")
                                .endsWith(
                                        "\"values\":{\"breaker\":\"connected\",\"energy_import_kwh\":13779.338,\"power_w\":-543}}"));
    }

    @Test
    void a_reader_who_left_is_an_error() {
        ConsoleSink sink = new ConsoleSink(new PrintStream(new Broken(), true), ConsoleSink.Form.PEOPLE);

        assertThatThrownBy(() -> sink.write(List.of(new Fact.Heard(READING))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nobody reads");
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    private static final class Broken extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
        }
    }
}
