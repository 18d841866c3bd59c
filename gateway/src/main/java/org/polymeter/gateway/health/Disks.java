package org.polymeter.gateway.health;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.polymeter.gateway.archive.Bounds;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HistoryConfig;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.Span;
import org.polymeter.gateway.profile.JsonWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much is kept, how much may be, and how much room there is. Looks at the disk when it is asked. */
final class Disks {

    private static final Logger LOG = LoggerFactory.getLogger(Disks.class);

    /** With less, the history gives up readings, and a system has other troubles soon. */
    private static final long LEAST_ROOM = 200_000_000;

    private final Configuration configuration;
    private final Optional<History> history;
    private final InstantSource clock;

    Disks(Configuration configuration, Optional<History> history, InstantSource clock) {
        this.configuration = configuration;
        this.history = history;
        this.clock = clock;
    }

    void write(JsonWriter json) {
        if (configuration.file().isEmpty()) { // a demonstration, which keeps nothing
            json.openObject().closeObject();
            return;
        }
        json.openObject().key("data").value(configuration.data().toString());
        disk(json);
        if (configuration.journal().largest() > 0) {
            json.key("journal").openObject();
            json.key("bytes").value(bytes(configuration.data().resolve("journal"), name -> true));
            json.key("limit").value(configuration.journal().largest()).closeObject();
        }
        if (configuration.history().isPresent() && history.isPresent()) {
            history(configuration.history().get(), history.get(), json);
        }
        archive("frames", ".frames", configuration.archive().frames(), json);
        archive("rejects", ".rejects", configuration.archive().rejects(), json);
        json.closeObject();
    }

    private void disk(JsonWriter json) {
        Path folder = configuration.data().toAbsolutePath();
        while (!Files.exists(folder) && folder.getParent() != null) {
            folder = folder.getParent();
        }
        try {
            FileStore disk = Files.getFileStore(folder);
            json.key("disk").openObject().key("free").value(disk.getUsableSpace());
            json.key("total")
                    .value(disk.getTotalSpace())
                    .key("least")
                    .value(LEAST_ROOM)
                    .closeObject();
        } catch (IOException e) {
            LOG.debug("cannot tell how much room there is at {}", folder, e);
        }
    }

    private void history(HistoryConfig config, History known, JsonWriter json) {
        json.key("history").openObject().key("where").value(known.describe());
        if (config.database() instanceof Database.Sqlite sqlite) {
            json.key("kind").value("sqlite");
            json.key("bytes").value(size(sqlite.file()) + size(Path.of(sqlite.file() + "-wal")));
        } else {
            json.key("kind").value("postgresql");
        }
        json.key("limit").value(config.largest());
        json.key("readingsDays").value(config.readings().toDays());
        try {
            Optional<Span> span = known.span(known.meters());
            span.ifPresent(it -> json.key("days").value(tenths(Duration.between(it.from(), it.to())), 1));
        } catch (IOException e) {
            json.key("problem").value(String.valueOf(e.getMessage()));
        }
        json.closeObject();
    }

    private void archive(String key, String ending, Bounds bounds, JsonWriter json) {
        if (bounds.largest() == 0) {
            return;
        }
        List<BasicFileAttributes> files = files(configuration.archiveFolder(), name -> name.endsWith(ending));
        json.key(key).openObject();
        json.key("bytes")
                .value(files.stream().mapToLong(BasicFileAttributes::size).sum());
        json.key("limit").value(bounds.largest());
        Optional<Instant> oldest = files.stream()
                .map(BasicFileAttributes::creationTime)
                .map(FileTime::toInstant)
                .min(Instant::compareTo);
        oldest.ifPresent(it -> json.key("days").value(tenths(Duration.between(it, clock.instant())), 1));
        json.key("limitDays").value(bounds.longest().toDays()).closeObject();
    }

    private static long tenths(Duration duration) {
        return Math.max(0, duration.toHours() * 10 / 24);
    }

    private static long bytes(Path folder, Predicate<String> which) {
        return files(folder, which).stream()
                .mapToLong(BasicFileAttributes::size)
                .sum();
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Some may vanish meanwhile. */
    private static List<BasicFileAttributes> files(Path folder, Predicate<String> which) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> which.test(file.getFileName().toString()))
                    .flatMap(file -> attributes(file).stream())
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            LOG.debug("cannot look into {}", folder, e);
            return List.of();
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path file) {
        try {
            return Optional.of(Files.readAttributes(file, BasicFileAttributes.class))
                    .filter(BasicFileAttributes::isRegularFile);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
