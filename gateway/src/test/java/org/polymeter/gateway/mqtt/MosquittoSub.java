package org.polymeter.gateway.mqtt;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.polymeter.gateway.spec.Recorder;

/**
 * An independent subscriber: the program mosquitto_sub, whose lines are read one by one. A line is
 * {@code topic|retained|qos|payload}, or as the given format says.
 */
public final class MosquittoSub implements AutoCloseable {

    /** The parts that every version has; retained is 1 only for what the broker had kept. */
    public static final String PLAIN = "%t|%r|%q|%p";

    /** With content type, format indicator, expiry and user properties of MQTT 5. */
    public static final String DETAILED = "%t|%r|%q|%C|%F|%E|%P|%p";

    private static final String READY = "test/ready";
    private static final int PATIENCE_SECONDS = 20;

    private final Process process;
    private final Optional<Recorder> recorder;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Queue<String> kept = new ArrayDeque<>();

    private MosquittoSub(Process process, Optional<Recorder> recorder) {
        this.process = process;
        this.recorder = recorder;
        Thread.ofVirtual().start(this::read);
    }

    /** Subscribed to everything by the time this returns. */
    public static MosquittoSub toAll(int port) throws IOException, InterruptedException {
        return start(port, PLAIN);
    }

    public static MosquittoSub start(int port, String format, String... more) throws IOException, InterruptedException {
        publish(port, READY, "yes", more);
        List<String> command = command("mosquitto_sub", port, more);
        command.addAll(List.of("-q", "1", "-t", "#", "-V", "5", "-F", format));
        // An embedded broker: Mosquitto has a recorder of its own.
        Optional<Recorder> recorder = Recorder.watches(port) ? Optional.empty() : Optional.of(Recorder.at(port));
        MosquittoSub sub = new MosquittoSub(
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.DISCARD) // who inherits ours keeps the build waiting
                        .start(),
                recorder);
        try {
            sub.awaitReady();
        } catch (InterruptedException | RuntimeException | Error e) {
            sub.close();
            throw e;
        }
        return sub;
    }

    /** Publishes one retained message with mosquitto_pub. */
    public static void publish(int port, String topic, String payload, String... more) throws IOException {
        List<String> command = byHand(port, more);
        command.addAll(List.of("-q", "1", "-r", "-t", topic, "-m", payload));
        Mosquitto.run(Files.createTempDirectory("mosquitto_pub"), command.toArray(String[]::new));
    }

    /** Publishes one message that the broker does not keep. */
    public static void publishOnce(int port, String topic, String payload, String... more) throws IOException {
        List<String> command = byHand(port, more);
        command.addAll(List.of("-q", "1", "-t", topic, "-m", payload));
        Mosquitto.run(Files.createTempDirectory("mosquitto_pub"), command.toArray(String[]::new));
    }

    /** Publishes each line of a file as fast as the broker takes it. */
    public static Process publishLines(int port, String topic, Path lines) throws IOException {
        List<String> command = byHand(port);
        command.addAll(List.of("-q", "1", "-t", topic, "-l"));
        return new ProcessBuilder(command)
                .redirectInput(lines.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** The next line; waits for it. */
    public String next() throws InterruptedException {
        String line = kept.poll();
        return line != null ? line : poll();
    }

    /** Whether a line is there already. */
    public boolean hasNext() {
        return !kept.isEmpty() || !lines.isEmpty();
    }

    /** The next lines, as many as asked for. */
    public List<String> next(int count) throws InterruptedException {
        List<String> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    /** All lines up to and including the first that begins with these words. */
    public List<String> until(String beginning) throws InterruptedException {
        return until(line -> line.startsWith(beginning));
    }

    public List<String> until(Predicate<String> last) throws InterruptedException {
        List<String> seen = new ArrayList<>();
        String line;
        do {
            line = next();
            seen.add(line);
        } while (!last.test(line));
        return seen;
    }

    /** Hands on every line, also those to come, until this is closed. */
    public void all(Consumer<String> reader) {
        kept.forEach(reader);
        try {
            while (process.isAlive() || !lines.isEmpty()) {
                String line = lines.poll(100, TimeUnit.MILLISECONDS);
                if (line != null) {
                    reader.accept(line);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Fails the test if what the embedded broker was given breaks the profile. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (recorder.isPresent()) {
                Recorder.judge(recorder.get().end());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What the broker had kept comes in any order, so some of it before the message that we wait for. */
    private void awaitReady() throws InterruptedException {
        String line = poll();
        while (!line.startsWith(READY)) {
            kept.add(line);
            line = poll();
        }
    }

    private String poll() throws InterruptedException {
        String line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (line == null) {
            throw new AssertionError("no message came in " + PATIENCE_SECONDS + " s");
        }
        return line;
    }

    private void read() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = reader.readLine()) != null) {
                lines.add(line);
            }
        } catch (IOException e) {
            return; // closed
        }
    }

    /** Whoever publishes with it need not obey the profile. */
    private static List<String> byHand(int port, String... more) {
        List<String> command = command("mosquitto_pub", port, more);
        command.addAll(List.of("-V", "5", "-D", "publish", "user-property", Recorder.BY_HAND, "yes"));
        return command;
    }

    private static List<String> command(String program, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(Mosquitto.find(program), "-h", "127.0.0.1", "-p", "" + port));
        command.addAll(List.of(more));
        return command;
    }
}
