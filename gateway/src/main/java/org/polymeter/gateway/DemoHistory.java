package org.polymeter.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;

/** The history of a demo: a real one, in a folder that goes when the demo ends. */
final class DemoHistory {

    private final Path folder;
    private final History history;

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
        return new Wiring.Kept(Bindings.inMemory(), Optional.empty(), Optional.of(history), Optional.empty());
    }

    /** After the gateway has been closed. */
    void delete() {
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
