package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.history.Series.Part;
import org.polymeter.gateway.history.Series.Value;

/** What a meter said is in the history, whoever is killed in between. */
class HistoryEndToEndTest {

    private static final String METER = "e0047000000000007";
    private static final ZoneId ZONE = ZoneId.of(Dsmr5.ZONE);

    @TempDir
    Path folder;

    private final Dsmr5 meter = new Dsmr5("E0047000000000007", "");

    @Test
    void readings_that_were_only_gathered_when_the_program_was_killed_are_in_it_after_the_next_start()
            throws Exception {
        try (TcpWire wire = new TcpWire()) {
            try (Program program = Program.run(folder, yaml(wire, "1h"))) {
                send(30, wire);
                awaitKept(30);
                program.kill();
            }
            assertThat(folder.resolve("polymeter-data/history.db")).doesNotExist();
            wire.hangUp();
            wire.listenAgain();
            try (Program program = Program.run(folder, yaml(wire, "1s"))) {
                send(10, wire);
                await().atMost(Duration.ofSeconds(30)).until(() -> power().size() == 40);
                assertThat(program.stop()).isZero();
            }
        }
        assertThat(power()).isEqualTo(numbers(40));
    }

    @Test
    void a_program_that_is_stopped_writes_what_it_has_and_says_nothing_of_it() throws Exception {
        try (TcpWire wire = new TcpWire();
                Program program = Program.run(folder, yaml(wire, "1h"))) {
            send(20, wire);
            awaitKept(20);

            assertThat(program.stop()).isZero();
            assertThat(program.log()).doesNotContain("undelivered");
        }
        assertThat(power()).isEqualTo(numbers(20));
        assertThat(energyOfTheDays()).isEqualTo("0.019");
    }

    private static List<String> numbers(int last) {
        return IntStream.rangeClosed(1, last).mapToObj(String::valueOf).toList();
    }

    private void send(int count, TcpWire wire) throws IOException {
        for (int i = 0; i < count; i++) {
            wire.send(meter.next());
        }
    }

    private void awaitKept(int readings) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> new KeptReadings(folder.resolve("polymeter-data/journal")).count() == readings);
    }

    private List<String> power() throws IOException {
        return series("power_w", Resolution.READING).stream()
                .flatMap(series -> series.values().stream())
                .map(Value::text)
                .toList();
    }

    /** From the first reading to the last; there may be a midnight between them. */
    private String energyOfTheDays() throws IOException {
        return series("energy_import_kwh", Resolution.YEAR).stream()
                .flatMap(series -> series.parts().stream())
                .map(Part::usage)
                .findFirst()
                .flatMap(usage -> usage.map(it -> it.amount().toPlainString()))
                .orElse("");
    }

    private List<Series> series(String name, Resolution resolution) throws IOException {
        Instant now = Instant.now();
        Database database = new Database.Sqlite(folder.resolve("polymeter-data/history.db"));
        try (History history = new History(database, HistorySettings.usual(ZONE))) {
            return history.series(
                    List.of(METER), List.of(name), now.minusSeconds(86_400), now.plusSeconds(600), resolution);
        }
    }

    private static String yaml(TcpWire wire, String write) {
        return """
                gateway: cellar
                zone: %s
                history: {write: %s}
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                outputs:
                  - {type: console, format: json}
                """.formatted(Dsmr5.ZONE, write, wire.port());
    }
}
