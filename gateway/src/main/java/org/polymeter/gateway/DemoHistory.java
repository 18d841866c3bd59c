package org.polymeter.gateway;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.imports.Format;
import org.polymeter.gateway.imports.HistoryImport;
import org.polymeter.gateway.imports.ImportException;
import org.polymeter.gateway.imports.ImportSettings;
import org.polymeter.gateway.imports.Tally;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Simulator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The history of a demo: a real one, in a folder that goes when the demo ends. */
final class DemoHistory {

    /** How long the households have lived before. */
    static final Duration PAST = Duration.ofDays(35);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration STEP = Duration.ofMinutes(15);
    private static final List<Family> RECALLED = List.of(Family.E450, Family.EMUCS);

    private static final Logger LOG = LoggerFactory.getLogger(DemoHistory.class);

    private final Path folder;
    private final History history;
    private final Thread filling =
            Thread.ofPlatform().name("demo past").daemon().unstarted(this::read);

    private DemoHistory(Path folder, History history) {
        this.folder = folder;
        this.history = history;
    }

    static DemoHistory open(ZoneId zone) throws IOException {
        Path folder = Files.createTempDirectory("polymeter-demo-");
        return new DemoHistory(
                folder, new History(new Database.Sqlite(folder.resolve("history.db")), HistorySettings.usual(zone)));
    }

    Wiring.Kept kept() {
        return new Wiring.Kept(
                Bindings.inMemory(), Optional.empty(), Optional.of(history), Optional.empty(), Doors.OF_DEMO);
    }

    /** Begins to fill it with what some meters said before anybody listened; it takes a second or two. */
    void fill(Simulator simulator) throws IOException {
        for (Family family : RECALLED) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(capture(family)))) {
                simulator.recall(family, STEP, out);
            }
        }
        filling.start();
    }

    private void read() {
        for (Family family : RECALLED) {
            ImportSettings settings = new ImportSettings(
                    family.zone(),
                    new MeterLabel(Optional.empty(), Optional.empty(), Optional.empty()),
                    Optional.empty(),
                    new MeterIds(),
                    Keys.NONE,
                    Optional.empty(),
                    false);
            try {
                new HistoryImport(history, settings, new Tally(new Silent()), false)
                        .read(capture(family), Format.CAPTURE);
            } catch (IOException | ImportException e) {
                LOG.warn("the demo cannot recall {}: {}", family.word(), e.getMessage());
            }
        }
    }

    private Path capture(Family family) {
        return folder.resolve(family.word());
    }

    /** Simulated telegrams are sound. */
    private static final class Silent implements Tally.Listener {
        @Override
        public void refused(String where, String why) {}

        @Override
        public void progress(long read, long size) {}
    }

    /** After the gateway has been closed. */
    void delete() {
        try {
            filling.join(LONGEST);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> inside = Files.list(folder)) {
            List<Path> files = inside.toList();
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
