package org.polymeter.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;

/** What is in the history once the gateway has stopped. */
final class KeptHistory {

    private static final List<String> QUANTITIES = List.of("energy_import_t1_kwh", "power_import_w");

    private KeptHistory() {}

    /** By what was said: how often it is there. */
    static Map<String, Integer> of(Path data, List<String> meters) throws IOException {
        Map<String, Integer> kept = new TreeMap<>();
        Instant now = Instant.now();
        Database file = new Database.Sqlite(data.resolve("history.db"));
        try (History history = new History(file, HistorySettings.usual(Telegram.ZONE))) {
            for (String meter : meters) {
                List<Series> series = history.series(
                        List.of(meter),
                        QUANTITIES,
                        now.minus(Duration.ofDays(1)),
                        now.plus(Duration.ofDays(1)),
                        Resolution.READING);
                count(meter, series.getFirst().values(), series.getLast().values(), kept);
            }
        }
        return kept;
    }

    /** A reading has both, so the lists go side by side. */
    private static void count(
            String meter, List<Series.Value> registers, List<Series.Value> powers, Map<String, Integer> kept) {
        assertThat(registers).as("registers of %s", meter).hasSameSizeAs(powers);
        for (int i = 0; i < registers.size(); i++) {
            String claim =
                    Telegram.claim(meter, registers.get(i).text(), powers.get(i).text());
            kept.merge(claim, 1, Integer::sum);
        }
    }
}
