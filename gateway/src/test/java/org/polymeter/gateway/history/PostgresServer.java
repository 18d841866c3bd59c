package org.polymeter.gateway.history;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.Certificates;
import org.polymeter.gateway.mqtt.Mosquitto;

/**
 * A real PostgreSQL on a free port of the loopback address, for tests. What it stores survives {@link #kill} and {@link
 * #start}. It runs as the user of Debian's package if the tests are root's, whom it refuses.
 */
public final class PostgresServer implements AutoCloseable {

    /** May log in, and own what is made for it. */
    public static final String USER = "polymeter";

    public static final String PASSWORD = "tr0ub4dor";

    private static final String ADMINISTRATOR = "administrator";
    private static final String UNPRIVILEGED = "postgres";
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private static @Nullable PostgresServer shared;

    private final Path folder;
    private final Path data;
    private final int port = Mosquitto.freePort();
    private final List<String> settings;
    private @Nullable Process process;
    private int databases;

    private PostgresServer(List<String> settings) throws IOException {
        this.settings = settings;
        folder = Files.createTempDirectory("polymeter-postgres");
        data = folder.resolve("data");
        Path password = Files.writeString(folder.resolve("password"), PASSWORD);
        if (IS_ROOT) {
            give(folder);
            give(password);
        }
        run(command(
                "initdb",
                "--no-sync",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--username=" + ADMINISTRATOR,
                "--pwfile=" + password,
                "--pgdata=" + data));
    }

    /** One for all tests of a run; they are skipped where PostgreSQL is not installed. */
    static synchronized PostgresServer shared() throws IOException {
        PostgresServer server = shared;
        if (server == null) {
            server = open();
            shared = server;
            Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop PostgreSQL"));
        }
        return server;
    }

    /** One of its own for a test; it is skipped where PostgreSQL is not installed. */
    public static PostgresServer open() throws IOException {
        return open(List.of());
    }

    /** One that speaks TLS to those who ask for it. */
    static PostgresServer withTls(Certificates certificates) throws IOException {
        Path key = Files.createTempFile("polymeter-postgres", ".key"); // which only its owner may read
        Path certificate = Files.createTempFile("polymeter-postgres", ".pem");
        Files.copy(certificates.serverKey(), key, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificates.serverCertificate(), certificate, StandardCopyOption.REPLACE_EXISTING);
        key.toFile().deleteOnExit();
        certificate.toFile().deleteOnExit();
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        if (IS_ROOT) {
            give(key);
            give(certificate);
        }
        return open(List.of("ssl=on", "ssl_cert_file=" + certificate, "ssl_key_file=" + key));
    }

    private static PostgresServer open(List<String> settings) throws IOException {
        assumeTrue(!program("postgres").isEmpty(), "PostgreSQL is not installed; ./verify installs it");
        PostgresServer server = new PostgresServer(settings).start();
        server.execute("postgres", "CREATE USER " + USER + " PASSWORD '" + PASSWORD + "'");
        return server;
    }

    /** A new database, empty, of the user's. */
    public Database.Postgres database() {
        String name = "history" + databases++;
        execute("postgres", "CREATE DATABASE " + name + " OWNER " + USER);
        return database(name);
    }

    /** One that may be there or not. */
    Database.Postgres database(String name) {
        return new Database.Postgres("jdbc:" + url(name), USER, PASSWORD);
    }

    /** As the configuration has it. */
    public String url(String database) {
        return "postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Changes something, as one who may do all. */
    void execute(String database, String sql) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    Connection connect(String database) throws SQLException {
        return DriverManager.getConnection("jdbc:" + url(database), ADMINISTRATOR, PASSWORD);
    }

    /** Starts again after {@link #kill}, on the same port, with what it had. */
    public PostgresServer start() {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(this::answers); // processes of one that was killed may hold their memory for a moment
        return this;
    }

    /** Ends without a word, as after a power cut. */
    public void kill() throws IOException {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            awaitEnd(running);
        }
    }

    /** It and all its processes do nothing any more, and keep their connections. */
    void freeze() throws IOException {
        signal("STOP");
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        try {
            run(List.of("kill", "-INT", "" + running.pid())); // whoever is connected is sent away
            awaitEnd(running);
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        } catch (IOException e) {
            throw new AssertionError("PostgreSQL does not stop", e);
        }
    }

    private boolean answers() throws IOException {
        if (process == null || !process.isAlive()) {
            List<String> command = command("postgres", "-D", data.toString(), "-F");
            command.addAll(List.of("-p", "" + port, "-h", "127.0.0.1", "-k", folder.toString()));
            settings.forEach(setting -> command.addAll(List.of("-c", setting)));
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        }
        try (Connection connection = connect("postgres")) {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }

    private static void give(Path file) throws IOException {
        Files.setOwner(
                file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
    }

    private void signal(String name) throws IOException {
        Process running = process;
        if (running != null) {
            List<String> command = new ArrayList<>(List.of("kill", "-" + name, "" + running.pid()));
            running.descendants().forEach(child -> command.add("" + child.pid()));
            run(command);
        }
    }

    private static List<String> command(String name, String... arguments) {
        List<String> command = new ArrayList<>();
        if (IS_ROOT) {
            command.addAll(List.of(
                    Mosquitto.find("setpriv"), "--reuid", UNPRIVILEGED, "--regid", UNPRIVILEGED, "--clear-groups"));
        }
        command.add(program(name));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Debian hides them, because there may be several versions. Empty if there is none. */
    private static String program(String name) {
        try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
            return versions.map(version -> version.resolve("bin").resolve(name))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .max(Comparator.naturalOrder())
                    .orElse("");
        } catch (IOException e) {
            return Mosquitto.find(name);
        }
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(new File("/"))
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        awaitEnd(process);
        if (process.exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    private static void awaitEnd(Process process) throws IOException {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw new IOException("it does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
