package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.query.Question;
import org.polymeter.gateway.query.QuestionReader;

class ExportCommandTest {

    private static final String READINGS = """
            local_time,time,meter,power_w
            2026-03-29 01:30:00,2026-03-29T00:30:00Z,house,100
            2026-03-29 03:30:00,2026-03-29T01:30:00Z,house,200
            """.replace("\n", "\r\n");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private History gateway;

    /** As a gateway that runs has it. */
    @BeforeEach
    void open() throws IOException {
        gateway = new History(
                new Database.Sqlite(folder.resolve("history.db")), HistorySettings.usual(ZoneId.of("Europe/Zurich")));
        gateway.merge(List.of(
                Readings.reading("house", Instant.parse("2026-03-29T00:30:00Z"), "power_w 100"),
                Readings.reading("house", Instant.parse("2026-03-29T01:30:00Z"), "power_w 200")));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @Test
    void it_writes_what_a_running_gateway_has_written() throws IOException {
        Path file = folder.resolve("day.csv");

        assertThat(export("--at", "2026-03-29", "--period", "day", "--resolution", "reading", "-o", file.toString()))
                .isEqualTo(Polymeter.OK);

        assertThat(file).hasContent(READINGS);
        assertThat(out.toString()).contains("day.csv is written: 2 rows.");
        gateway.merge(List.of(Readings.reading("house", Instant.parse("2026-03-29T03:30:00Z"), "power_w 300")));
        assertThat(export(
                        "--from",
                        "2026-03",
                        "--to",
                        "2026-03",
                        "--resolution",
                        "day",
                        "--force",
                        "-o",
                        file.toString()))
                .isEqualTo(Polymeter.OK);
        assertThat(file).content().contains("house,200.0,100,300,3");
    }

    @Test
    void a_name_that_ends_in_gz_is_compressed() throws IOException {
        Path file = folder.resolve("all.csv.gz");

        assertThat(export("--period", "all", "--resolution", "reading", "-o", file.toString()))
                .isEqualTo(Polymeter.OK);

        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(READINGS);
        }
    }

    @Test
    void it_is_told_by_a_configuration_where_the_history_is() throws IOException {
        Path config = Files.writeString(
                folder.resolve("polymeter.yaml"),
                "data: " + folder + "\nsources: [{id: p1, type: serial, port: /dev/null}]\n");
        Path file = folder.resolve("all.csv");

        assertThat(run("export", "-c", config.toString(), "--period", "all", "-o", file.toString()))
                .isEqualTo(Polymeter.OK);
        Files.writeString(config, "history: {type: none}\nsources: [{id: p1, type: serial, port: /dev/null}]\n");
        assertThat(run("export", "-c", config.toString())).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("no history is kept");
    }

    @Test
    void nothing_is_made_or_changed_by_it() throws IOException, SQLException {
        Path file = folder.resolve("history.db");
        byte[] before = Files.readAllBytes(file);
        export("--period", "all", "-o", folder.resolve("all.csv").toString());
        assertThat(Files.readAllBytes(file)).isEqualTo(before);

        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(run("export", "--data", empty.toString())).isEqualTo(Polymeter.FAILED);
        assertThat(empty).isEmptyDirectory();
        assertThat(err.toString()).contains("there is no history in");

        gateway.close();
        setVersion(file, 0);
        assertThat(export("--period", "all")).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("older Polymeter").contains("'polymeter run' brings them up to date");
        setVersion(file, 99);
        assertThat(export("--period", "all")).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("newer Polymeter");
    }

    @Test
    void the_history_that_it_opens_cannot_be_written() throws IOException {
        try (History reader = History.readOnly(new Database.Sqlite(folder.resolve("history.db")))) {
            assertThat(reader.meters()).hasSize(1);
            assertThatThrownBy(() -> reader.merge(
                            List.of(Readings.reading("house", Instant.parse("2026-03-29T09:30:00Z"), "power_w 1"))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void no_file_is_replaced_unless_that_is_wanted_and_none_is_left_half_written() throws IOException {
        Path file = Files.writeString(folder.resolve("mine.csv"), "mine");

        assertThat(export("-o", file.toString())).isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("--force");
        assertThat(export("--meter", "attic", "--force", "-o", file.toString())).isEqualTo(Polymeter.MISUSED);
        assertThat(err.toString()).contains("There is history of house");
        assertThat(file).hasContent("mine");
        assertThat(folder.resolve("mine.csv.part")).doesNotExist();
    }

    @Test
    void what_is_wrong_with_the_command_line_is_said() {
        assertThat(export("--from", "tomorrow")).isEqualTo(Polymeter.MISUSED);
        assertThat(err.toString()).contains("'tomorrow' is none").contains("Try 'polymeter export --help'.");
        assertThat(run("export", "-c", folder.resolve("none.yaml").toString())).isNotEqualTo(Polymeter.OK);
        assertThat(run("export", "--help")).isEqualTo(Polymeter.OK);
        assertThat(out.toString()).contains("polymeter export --period year --resolution day -o year.csv");
    }

    @Test
    void progress_shows_how_much_is_done_and_how_long_the_rest_takes() throws Exception {
        Question question = new QuestionReader(
                        gateway,
                        name -> name.equals("from") || name.equals("to") ? List.of("2026-03-29") : List.of(),
                        Instant.parse("2026-03-29T12:00:00Z"))
                .read(Optional.empty());
        ExportProgress progress = new ExportProgress(question, new PrintWriter(err));
        Question.Line line = question.lines().getFirst();

        progress.at(line, line.span().from(), 1_234);

        assertThat(progress.part(line, line.span().to())).isEqualTo(1);
        assertThat(progress.words(0.25, Duration.ofSeconds(30).toNanos()))
                .isEqualTo("[######..................]  25 %  1,234 rows, 1:30 left");
    }

    private int export(String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "export";
        args[1] = "--data";
        args[2] = folder.toString();
        System.arraycopy(more, 0, args, 3, more.length);
        return run(args);
    }

    private int run(String... args) {
        return Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
                .execute(args);
    }

    private static void setVersion(Path file, int version) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE schema_version SET version = " + version);
        }
    }
}
