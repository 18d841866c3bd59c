package org.polymeter.gateway.mqtt;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.spec.Recorder;

/**
 * A real Mosquitto on a free port of the loopback address, for tests. Keeps nothing on disk: after
 * {@link #stop} and {@link #start} it has forgotten all messages and sessions.
 *
 * <p>A {@link Recorder} listens from its start on, by a door of its own; {@link #close} fails the test if
 * anything that was published breaks the profile.
 */
public final class Mosquitto implements AutoCloseable {

    private static final String PROGRAM = find("mosquitto");

    private final Path folder;
    private final int port;
    private final int door;
    private final List<String> config = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private boolean recorded = true;
    private @Nullable Process process;
    private @Nullable Recorder recorder;

    private Mosquitto(Path folder) throws IOException {
        this.folder = Files.createTempDirectory(folder, "mosquitto");
        this.port = freePort();
        this.door = otherFreePort(port);
        config.add("per_listener_settings true");
        config.add("listener " + door + " 127.0.0.1");
        config.add("allow_anonymous true");
        config.add("listener " + port + " 127.0.0.1");
        config.add("persistence false");
        // It would give up being root and then cannot read a folder of root's.
        config.add("user " + System.getProperty("user.name"));
        config.add("max_queued_messages 100000");
    }

    /** A broker that lets everybody in; the test is skipped where Mosquitto is not installed. */
    public static Mosquitto anonymous(Path folder) throws IOException {
        return prepare(folder, "allow_anonymous true").start();
    }

    /** A broker that lets everybody in, with one more line of configuration. */
    public static Mosquitto with(Path folder, String line) throws IOException {
        Mosquitto mosquitto = prepare(folder, "allow_anonymous true");
        mosquitto.config.add(line);
        return mosquitto.start();
    }

    /** A broker that lets everybody in and that no recorder watches: for more messages than one can check. */
    public static Mosquitto unrecorded(Path folder) throws IOException {
        Mosquitto mosquitto = prepare(folder, "allow_anonymous true");
        mosquitto.recorded = false;
        return mosquitto.start();
    }

    /** A broker that lets one user in. */
    public static Mosquitto withUser(Path folder, String user, String password) throws IOException {
        Mosquitto mosquitto = prepare(folder, "allow_anonymous false");
        Path passwords = mosquitto.folder.resolve("passwords");
        Files.writeString(passwords, user + ":" + password + "\n");
        run(mosquitto.folder, find("mosquitto_passwd"), "-U", passwords.toString());
        mosquitto.config.add("password_file " + passwords);
        return mosquitto.start();
    }

    /** A broker that speaks only TLS, with a certificate for the name or address its clients use. */
    public static Mosquitto withTls(Path folder, Certificates certificates) throws IOException {
        Mosquitto mosquitto = prepare(folder, "allow_anonymous true");
        mosquitto.config.add("certfile " + certificates.serverCertificate());
        mosquitto.config.add("keyfile " + certificates.serverKey());
        return mosquitto.start();
    }

    /** Whether Mosquitto and its clients are installed; {@code ./verify} installs them. */
    public static boolean isInstalled() {
        return !PROGRAM.isEmpty() && !find("mosquitto_sub").isEmpty();
    }

    public int port() {
        return port;
    }

    public BrokerAddress address() {
        return address(5);
    }

    /** For clients of version 3 or 5. */
    public BrokerAddress address(int version) {
        return new BrokerAddress(
                "127.0.0.1",
                port,
                version,
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Starts again after {@link #stop}, on the same port. */
    public Mosquitto start() throws IOException {
        Path file = folder.resolve("mosquitto.conf");
        Files.write(file, config);
        process = new ProcessBuilder(PROGRAM, "-c", file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(10))
                .until(this::answers);
        try {
            recorder = recorded ? Recorder.at(port, door) : null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return this;
    }

    /** Says goodbye to its clients and ends. */
    public void stop() {
        end(false);
    }

    /** Ends without a word, as after a power cut. */
    public void kill() {
        end(true);
    }

    /** Stops reading and writing, as a machine does that has too much to do; its connections stay. */
    public void freeze() throws IOException {
        signal("-STOP");
    }

    public void thaw() throws IOException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException {
        if (process == null) {
            throw new IllegalStateException("Mosquitto does not run");
        }
        run(folder, "kill", signal, "" + process.pid());
    }

    @Override
    public void close() {
        kill();
        Recorder.judge(complaints);
    }

    private void end(boolean forcibly) {
        Process running = process;
        if (running == null) {
            return;
        }
        process = null;
        try {
            listenToTheEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end(running, forcibly);
        }
    }

    private static void end(Process running, boolean forcibly) {
        if (forcibly) {
            running.destroyForcibly();
        } else {
            running.destroy();
        }
        try {
            running.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenToTheEnd() throws InterruptedException {
        Recorder listening = recorder;
        recorder = null;
        if (listening != null) {
            complaints.addAll(listening.end());
        }
    }

    private boolean answers() throws IOException {
        if (process == null || !process.isAlive()) {
            throw new IllegalStateException("Mosquitto ended: " + Files.readString(folder.resolve("log")));
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static Mosquitto prepare(Path folder, String line) throws IOException {
        assumeTrue(isInstalled(), "mosquitto or mosquitto_sub is not installed; ./verify installs them");
        Mosquitto mosquitto = new Mosquitto(folder);
        mosquitto.config.add(line);
        return mosquitto;
    }

    /** A port that was free a moment ago. */
    public static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static int otherFreePort(int taken) throws IOException {
        int port = freePort();
        return port == taken ? otherFreePort(taken) : port;
    }

    static void run(Path folder, String... command) throws IOException {
        Path log = folder.resolve("command.log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + Files.readString(log));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while " + command[0] + " was running", e);
        }
    }

    /** Where a program lies, empty if nowhere; Debian keeps brokers where the PATH of a user does not look. */
    public static String find(String program) {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin:/usr/local/sbin";
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder.isEmpty() ? "." : folder, program);
            if (Files.isExecutable(candidate)) {
                return candidate.toString();
            }
        }
        return "";
    }
}
