package org.polymeter.gateway.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.ReadingBuilder;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;

/** A history in a folder, and somebody who imports files into it. */
final class Desktop implements AutoCloseable {

    static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");
    static final String METER = "e0099999999999999";
    static final String GAS = "g0099999999999999";

    private final Path folder;
    final History history;
    final List<String> refusals = new ArrayList<>();
    ImportSettings settings = settings(Optional.of(METER), Optional.of(GAS), false);
    boolean dry;

    Desktop(Path folder) {
        this.folder = folder;
        this.history = new History(new Database.Sqlite(folder.resolve("history.db")), HistorySettings.usual(AMSTERDAM));
    }

    static ImportSettings settings(Optional<String> meter, Optional<String> gas, boolean fromZero) {
        return new ImportSettings(
                AMSTERDAM,
                new MeterLabel(meter, Optional.empty(), Optional.empty()),
                gas,
                new MeterIds(),
                Keys.NONE,
                Optional.empty(),
                fromZero);
    }

    Path file(String name, String text) throws IOException {
        return file(name, text, StandardCharsets.UTF_8);
    }

    Path file(String name, String text, Charset charset) throws IOException {
        return Files.write(folder.resolve(name), text.getBytes(charset));
    }

    Tally load(Path path) throws IOException, ImportException {
        Tally tally = new Tally(new Tally.Listener() {
            @Override
            public void refused(String where, String why) {
                refusals.add(where + ": " + why);
            }

            @Override
            public void progress(long read, long size) {}
        });
        new HistoryImport(history, settings, tally, dry)
                .read(path, Format.of(path).orElseThrow());
        return tally;
    }

    /** What the meter itself says when the gateway reads it. */
    void hears(String meter, String time, Map<String, String> values) throws IOException {
        ReadingBuilder builder = new ReadingBuilder();
        values.forEach((name, value) -> builder.number(name, new BigDecimal(value)));
        Instant when = Instant.parse(time);
        Reading reading = builder.build(
                meter, "%032x".formatted(when.toEpochMilli()), when, TimeSource.METER, when, Origin.PUSH, List.of());
        history.merge(List.of(reading));
    }

    /** What was used in each part of a time; parts of which nothing is known are left out. */
    List<String> usages(String meter, String quantity, String from, String to, Resolution resolution)
            throws IOException {
        List<String> usages = new ArrayList<>();
        for (Series series :
                history.series(List.of(meter), List.of(quantity), Instant.parse(from), Instant.parse(to), resolution)) {
            for (Series.Part part : series.parts()) {
                part.usage().ifPresent(usage -> usages.add(plain(usage.amount())));
            }
        }
        return usages;
    }

    /** Values as received. */
    List<String> values(String meter, String quantity, String from, String to) throws IOException {
        List<String> values = new ArrayList<>();
        for (Series series : history.series(
                List.of(meter), List.of(quantity), Instant.parse(from), Instant.parse(to), Resolution.READING)) {
            series.values().forEach(value -> values.add(value.time() + " " + value.text()));
        }
        return values;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
    }

    @Override
    public void close() {
        history.close();
    }
}
