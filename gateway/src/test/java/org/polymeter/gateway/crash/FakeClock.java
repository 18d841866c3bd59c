package org.polymeter.gateway.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The system's clock as one process sees it, which can be set while it runs: libfaketime. */
final class FakeClock {

    private static final String LIBRARY = "faketime/libfaketimeMT.so.1";

    private final Path library;
    private final Path file;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** Right at first; the test is skipped where libfaketime is not installed. */
    static FakeClock in(Path folder) throws IOException {
        List<Path> libraries;
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            libraries = folders.map(path -> path.resolve(LIBRARY))
                    .filter(Files::isReadable)
                    .toList();
        }
        assumeTrue(!libraries.isEmpty(), "libfaketime is not installed; ./verify installs it");
        FakeClock clock = new FakeClock(libraries.getFirst(), folder.resolve("clock"));
        clock.set(Duration.ZERO);
        return clock;
    }

    /** By so much it is ahead from now on; negative: behind. */
    void set(Duration ahead) throws IOException {
        Path fresh = Files.writeString(file.resolveSibling("clock.new"), "%+d\n".formatted(ahead.toSeconds()));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** For the process that is to see it. What measures intervals stays right, as when a clock is set. */
    Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                file.toString(),
                "FAKETIME_CACHE_DURATION",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
    }
}
