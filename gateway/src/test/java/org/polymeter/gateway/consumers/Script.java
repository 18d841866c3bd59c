package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** A consumer in a process of its own, and the lines it prints. */
final class Script implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Process process;
    private final Path printed;

    private Script(Process process, Path printed) {
        this.process = process;
        this.printed = printed;
    }

    static Script start(Path folder, Map<String, String> environment, String... command) throws IOException {
        Path printed = Files.createTempFile(folder, "printed", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile());
        builder.environment().putAll(environment);
        return new Script(builder.start(), printed);
    }

    /** All complete lines so far. */
    List<String> lines() {
        try {
            String text = Files.readString(printed);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void await(Predicate<List<String>> wanted) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(wanted).accepts(lines()));
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
