package org.polymeter.gateway.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.polymeter.gateway.Main;

/** The program in a process of its own, started as its users start it. */
public final class Program implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** {@code polymeter run}, with a configuration file of that text. */
    public static Program run(Path folder, String yaml) throws IOException {
        return run(folder, yaml, Map.of());
    }

    /** {@code environment}: variables beside those of the tests. */
    public static Program run(Path folder, String yaml, Map<String, String> environment) throws IOException {
        Path file = Files.writeString(folder.resolve("polymeter.yaml"), yaml);
        return start(folder, environment, "run", "-c", file.toString());
    }

    public static Program start(Path folder, String... arguments) throws IOException {
        return start(folder, Map.of(), arguments);
    }

    private static Program start(Path folder, Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path log = folder.resolve("log");
        ProcessBuilder process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        process.environment().putAll(environment);
        return new Program(process.start(), log);
    }

    /** As with Ctrl-C; returns the exit code. */
    public int stop() {
        process.destroy();
        return awaitExit();
    }

    /** As with a power cut. */
    public void kill() {
        process.destroyForcibly();
        awaitExit();
    }

    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("still running; it said:\n" + log());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
        return process.exitValue();
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** All that it and programs before it in the same folder printed. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it printed, without the line that says what a source speaks. */
    public String complaints() {
        return log().lines().filter(line -> !line.contains(": speaks ")).collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
