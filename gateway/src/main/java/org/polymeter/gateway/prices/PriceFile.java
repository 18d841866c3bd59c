package org.polymeter.gateway.prices;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A series in a file, which is read anew when it has changed. Any thread may ask. */
final class PriceFile {

    private static final Logger LOG = LoggerFactory.getLogger(PriceFile.class);

    /** So long what was read is taken for what is there. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Path file;
    private final Duration step;
    private final InstantSource clock;
    private PriceTable table;
    private Instant looked = Instant.MIN;
    private @Nullable Version version;
    private boolean missed;

    /** {@code step}: how long a price holds. */
    PriceFile(Path file, Duration step, InstantSource clock) {
        this.file = file;
        this.step = step;
        this.clock = clock;
        this.table = new PriceTable(new TreeMap<>(), step);
    }

    private record Version(long size, FileTime modified) {}

    synchronized PriceTable table() {
        Instant now = clock.instant();
        if (looked.isAfter(now) || looked.isBefore(now.minus(FRESH))) {
            looked = now;
            readIfChanged();
        }
        return table;
    }

    /** Appends what is not in it yet. */
    synchronized void add(Map<Instant, BigDecimal> prices) throws IOException {
        looked = Instant.MIN;
        PriceTable known = table();
        StringBuilder lines = new StringBuilder();
        prices.forEach((begin, price) -> {
            if (!known.has(begin, price)) {
                lines.append(PriceCsv.line(begin, price));
            }
        });
        if (!lines.isEmpty()) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            looked = Instant.MIN;
        }
    }

    private void readIfChanged() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Version found = new Version(attributes.size(), attributes.lastModifiedTime());
            if (!found.equals(version)) {
                version = found;
                PriceCsv csv = PriceCsv.read(Files.readString(file));
                table = new PriceTable(csv.prices(), step);
                complain(csv);
            }
        } catch (IOException e) { // being replaced, perhaps: what was known stays known
            if (version == null && !missed) {
                missed = true;
                LOG.info("{}: not there yet; until it is, what it prices has no price", file);
            }
        }
    }

    private void complain(PriceCsv csv) {
        Optional<String> first = csv.faults().stream().findFirst();
        first.ifPresent(fault -> LOG.warn(
                "{}: {}{}",
                file,
                fault,
                csv.faults().size() > 1 ? "; and " + (csv.faults().size() - 1) + " more lines" : ""));
    }
}
