package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.mqtt.Mosquitto;

/** A gateway that dies, and another one elsewhere that has the backup. */
class BackupEndToEndTest {

    private static final String METER = "e0047000000000007";
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final int PAUSE_MILLIS = 5;

    @TempDir
    Path root;

    private final Dsmr5 meter = new Dsmr5("E0047000000000007", "");
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void a_backup_taken_while_a_meter_speaks_continues_its_series_on_another_machine() throws Exception {
        Path here = Files.createDirectory(root.resolve("here"));
        Path there = Files.createDirectory(root.resolve("there"));
        Path backup = root.resolve("cellar.zip");
        KeptReadings journal = new KeptReadings(here.resolve("polymeter-data/journal"));
        try (TcpWire wire = new TcpWire()) {
            long before;
            try (Program program = Program.run(here, yaml(wire))) {
                Thread load = Thread.ofPlatform().start(() -> speak(wire));
                await().atMost(PATIENCE).until(() -> isBehind(here.resolve("polymeter-data"), journal.count()));
                before = journal.count();
                run(here, "backup", backup.toString());
                await().atMost(PATIENCE).until(() -> journal.count() > before + 100);
                program.kill(); // and all that was not in the backup is lost
                load.join();
            }
            run(there, "restore", backup.toString());
            wire.hangUp();
            wire.listenAgain();
            KeptReadings restored = new KeptReadings(there.resolve("polymeter-data/journal"));
            long all = restored.count() + 50;
            int last = sent.get() + 50;
            try (Program program = Program.start(there, "run")) {
                while (sent.get() < last) {
                    wire.send(next());
                }
                await().atMost(PATIENCE).until(() -> restored.count() == all);
                assertThat(program.stop()).isZero();
            }
            assertThat(meters(there.resolve("polymeter-data"))).containsExactly(METER);
            assertContinues(powers(there.resolve("polymeter-data")), (int) before, last);
        }
    }

    /** Whether the history has some readings, and the journal more. */
    private boolean isBehind(Path data, long kept) throws IOException {
        List<Integer> powers = powers(data);
        return !powers.isEmpty() && kept > powers.getLast() + 100;
    }

    /** All of before the backup, some that came while it was made, a gap, and all that came to the other gateway. */
    private static void assertContinues(List<Integer> powers, int before, int last) {
        assertThat(powers).doesNotHaveDuplicates().isSorted();
        int saved = powers.size() - 50;
        assertThat(saved).isGreaterThanOrEqualTo(before);
        List<Integer> wanted = new ArrayList<>(numbers(1, saved));
        wanted.addAll(numbers(last - 49, last));
        assertThat(powers).isEqualTo(wanted);
    }

    private static List<Integer> numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static void run(Path folder, String... arguments) throws IOException {
        try (Program program = Program.start(folder, arguments)) {
            assertThat(program.awaitExit()).as(program.log()).isZero();
        }
    }

    private synchronized byte[] next() {
        sent.incrementAndGet();
        return meter.next();
    }

    /** Each telegram of this meter has one watt more. */
    private List<Integer> powers(Path data) throws IOException {
        if (!Files.exists(data.resolve("history.db"))) {
            return List.of();
        }
        try (History history = history(data)) {
            return history
                    .series(
                            List.of(METER),
                            List.of("power_w"),
                            meter.timeOf(0),
                            meter.timeOf(sent.get() + 1),
                            Resolution.READING)
                    .stream()
                    .flatMap(series -> series.values().stream())
                    .peek(value -> assertThat(value.time()).isEqualTo(timeOf(value)))
                    .map(value -> Integer.valueOf(value.text()))
                    .toList();
        }
    }

    private Instant timeOf(Series.Value value) {
        return meter.timeOf(Integer.parseInt(value.text()));
    }

    private static List<String> meters(Path data) throws IOException {
        try (History history = history(data)) {
            return history.meters().stream().map(HistoryMeter::id).toList();
        }
    }

    private static History history(Path data) {
        return new History(
                new Database.Sqlite(data.resolve("history.db")), HistorySettings.usual(ZoneId.of(Dsmr5.ZONE)));
    }

    private static String yaml(TcpWire wire) throws IOException {
        return """
                gateway: cellar
                zone: %s
                history: {write: 10m}
                sources:
                  - {id: p1, type: tcp, host: 127.0.0.1, port: %d}
                outputs:
                  - {type: broker, port: %d}
                """.formatted(Dsmr5.ZONE, wire.port(), Mosquitto.freePort());
    }

    /** The meter speaks until nobody listens any more. */
    private void speak(TcpWire wire) {
        try {
            while (true) {
                wire.send(next());
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (IOException | InterruptedException e) {
            assertThat(e).isInstanceOf(IOException.class);
        }
    }
}
