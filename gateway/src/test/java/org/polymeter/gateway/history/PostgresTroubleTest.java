package org.polymeter.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.mqtt.Certificates;

/** What a server can do to us that a file cannot. */
class PostgresTroubleTest {

    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void a_wrong_password_is_told_and_not_shown() throws IOException {
        Database.Postgres right = PostgresServer.shared().database();

        assertThatThrownBy(() -> meters(new Database.Postgres(right.url(), right.user(), "s3cret")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not let the user in; check 'user' and the password")
                .hasMessageContaining("127.0.0.1")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_missing_password_is_told() throws IOException {
        Database.Postgres right = PostgresServer.shared().database();

        assertThatThrownBy(() -> meters(new Database.Postgres(right.url(), right.user(), "")))
                .hasMessageContaining("does not let the user in; check 'password-file'");
    }

    @Test
    void a_database_that_is_not_there_can_be_made_as_the_message_says() throws IOException {
        PostgresServer server = PostgresServer.shared();

        assertThatThrownBy(() -> meters(server.database("nowhere")))
                .hasMessageContaining("has no such database; make it there: CREATE DATABASE nowhere OWNER polymeter");
        server.execute("postgres", "CREATE DATABASE nowhere OWNER polymeter");

        assertThat(meters(server.database("nowhere"))).isEmpty();
    }

    @Test
    void missing_rights_can_be_given_as_the_message_says() throws IOException {
        PostgresServer server = PostgresServer.shared();
        server.execute("postgres", "CREATE DATABASE foreign_one");

        assertThatThrownBy(() -> meters(server.database("foreign_one")))
                .hasMessageContaining("allow it: ALTER DATABASE foreign_one OWNER TO polymeter");
        server.execute("postgres", "ALTER DATABASE foreign_one OWNER TO polymeter");

        assertThat(meters(server.database("foreign_one"))).isEmpty();
    }

    @Test
    void a_database_that_cannot_hold_every_text_is_refused() throws IOException {
        PostgresServer server = PostgresServer.shared();
        server.execute("postgres", "CREATE DATABASE latin OWNER polymeter ENCODING 'LATIN1' TEMPLATE template0");

        assertThatThrownBy(() -> meters(server.database("latin")))
                .hasMessageContaining("its encoding is LATIN1")
                .hasMessageContaining("ENCODING 'UTF8'");
    }

    @Test
    void a_server_that_was_started_anew_is_used_again_without_a_word() throws Exception {
        try (PostgresServer server = PostgresServer.open();
                History history = new History(server.database(), HistoryLaws.settings())) {
            history.merge(List.of(reading(NOON)));

            server.kill();
            server.start();
            history.merge(List.of(reading(NOON.plusSeconds(1))));

            assertThat(power(history)).hasSize(2);
        }
    }

    @Test
    @Timeout(50) // the server would be waited for longer
    void a_server_that_says_nothing_holds_up_no_end() throws Exception {
        try (PostgresServer server = PostgresServer.open()) {
            Database database = server.database();
            AtomicReference<String> complaint = new AtomicReference<>("");
            History history = new History(database, HistoryLaws.settings());
            history.merge(List.of(reading(NOON)));
            server.freeze();
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    history.merge(List.of(reading(NOON.plusSeconds(1))));
                } catch (IOException e) {
                    complaint.set(e.getMessage());
                }
            });
            await().until(() -> isReading(writer));

            history.close();
            writer.join();
            server.thaw();

            assertThat(complaint.get()).startsWith("history in postgresql://127.0.0.1");
            try (History next = new History(database, HistoryLaws.settings())) {
                next.merge(List.of(reading(NOON), reading(NOON.plusSeconds(1))));
                assertThat(power(next)).hasSize(2);
            }
        }
    }

    @Test
    void certificates_are_checked_as_the_address_says() throws Exception {
        Certificates certificates = Certificates.make(folder, "IP:127.0.0.1");
        String check = "?sslmode=verify-full&sslrootcert=" + certificates.authority();
        try (PostgresServer server = PostgresServer.withTls(certificates)) {
            Database.Postgres plain = server.database();
            Database.Postgres checked = new Database.Postgres(plain.url() + check, plain.user(), plain.password());

            try (Connection connection = checked.connect();
                    Statement statement = connection.createStatement();
                    ResultSet rows =
                            statement.executeQuery("SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()")) {
                assertThat(rows.next() && rows.getBoolean(1)).isTrue();
            }
            String other = Certificates.make(folder, "IP:127.0.0.1").authority().toString();
            String wrong = checked.url().replace(certificates.authority().toString(), other);
            assertThatThrownBy(() -> meters(new Database.Postgres(wrong, plain.user(), plain.password())))
                    .hasMessageContaining("SSL error");
        }
        Database.Postgres open = PostgresServer.shared().database();
        assertThatThrownBy(() -> meters(new Database.Postgres(open.url() + check, open.user(), open.password())))
                .hasMessageContaining("does not support SSL");
    }

    private static List<HistoryMeter> meters(Database database) throws IOException {
        try (History history = new History(database, HistoryLaws.settings())) {
            return history.meters();
        }
    }

    /** Whether the thread waits for what the server says. */
    private static boolean isReading(Thread thread) {
        for (StackTraceElement element : thread.getStackTrace()) {
            if (element.getClassName().startsWith("org.postgresql.")
                    && element.getMethodName().startsWith("read")) {
                return true;
            }
        }
        return false;
    }

    private static Reading reading(Instant time) {
        return MeterLife.reading("house", time, Map.of(MeterLife.POWER, BigDecimal.ONE));
    }

    private static List<Series.Value> power(History history) throws IOException {
        return history
                .series(
                        List.of("house"),
                        List.of(MeterLife.POWER),
                        NOON.minusSeconds(60),
                        NOON.plusSeconds(60),
                        Resolution.READING)
                .stream()
                .flatMap(series -> series.values().stream())
                .toList();
    }
}
