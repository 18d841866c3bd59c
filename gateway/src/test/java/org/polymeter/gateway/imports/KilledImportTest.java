package org.polymeter.gateway.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.Main;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;

class KilledImportTest {

    private static final String METER = "house";
    private static final List<String> QUANTITIES = List.of("energy_import_t1_kwh", "energy_import_kwh", "power_w");
    private static final Instant BEGIN = Instant.parse("2026-03-10T00:00:00Z");
    private static final int ROWS = 40_000;

    @TempDir
    Path folder = Path.of("");

    @Test
    void what_was_killed_and_done_again_is_as_if_nothing_had_happened() throws Exception {
        Path file = Files.writeString(folder.resolve("readings.csv"), rows());
        Path whole = Files.createDirectories(folder.resolve("whole"));
        Path killed = Files.createDirectories(folder.resolve("killed"));
        assertThat(start(file, whole).waitFor()).isZero();

        for (long grown = 100_000; grown <= 200_000; grown += 100_000) {
            Process process = start(file, killed);
            long enough = grown;
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> size(killed) >= enough || !process.isAlive());
            process.destroyForcibly().waitFor();
        }
        assertThat(content(killed)).isNotEqualTo(content(whole));

        assertThat(start(file, killed).waitFor()).isZero();

        assertThat(content(killed)).isEqualTo(content(whole));
    }

    private static String rows() {
        StringBuilder rows = new StringBuilder(
                "timestamp,electricity_delivered_1,electricity_delivered_2,electricity_currently_delivered,"
                        + "electricity_currently_returned\n");
        for (int i = 0; i < ROWS; i++) {
            rows.append(BEGIN.plusSeconds(10L * i).toString().replace("Z", "+00"))
                    .append(",%d.%03d,200.000,%d.%03d,0.000%n".formatted(100 + i / 1000, i % 1000, i % 7, i % 1000));
        }
        return rows.toString();
    }

    /** With a small memory, which is enough for any file. */
    private static Process start(Path file, Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "import",
                        file.toString(),
                        "--meter",
                        METER,
                        "--zone",
                        "Europe/Amsterdam",
                        "--data",
                        data.toString())
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log.txt").toFile())
                .start();
    }

    /** Bytes of the database, and of what is not in it yet. */
    private static long size(Path data) throws IOException {
        long size = 0;
        for (String name : new String[] {"history.db", "history.db-wal"}) {
            Path file = data.resolve(name);
            size += Files.exists(file) ? Files.size(file) : 0;
        }
        return size;
    }

    private static List<String> content(Path data) throws IOException {
        List<String> content = new ArrayList<>();
        try (History history = new History(
                new Database.Sqlite(data.resolve("history.db")), HistorySettings.usual(Desktop.AMSTERDAM))) {
            Instant end = BEGIN.plusSeconds(10L * ROWS);
            for (Resolution resolution : List.of(Resolution.READING, Resolution.QUARTER, Resolution.DAY)) {
                for (Series series : history.series(List.of(METER), QUANTITIES, BEGIN, end, resolution)) {
                    content.add(series.quantity() + series.values() + series.parts());
                }
            }
        }
        return content;
    }
}
