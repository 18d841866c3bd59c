package org.polymeter.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.Resolution;
import org.polymeter.gateway.history.Series;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.sink.Fact;

class BackupTest {

    private static final Instant TIME = Instant.parse("2025-01-14T09:12:35Z");
    private static final Progress QUIET = (what, done, total) -> {};

    @TempDir
    Path root;

    private Path data = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void a_folder_in_which_things_are_remembered() throws Exception {
        data = Files.createDirectory(root.resolve("data"));
        file = root.resolve("backup.zip");
        Files.writeString(data.resolve("bindings.properties"), "wire/p1=dsmr 0-0\\:96.1.1 E0047\n");
        Files.createDirectories(data.resolve("archive/p1"));
        Files.write(data.resolve("archive/p1/000001.frames"), new byte[200_000]);
        try (FactJournal journal = FactJournal.open(data.resolve("journal"), 8 << 20)) {
            journal.keep(new Fact.Heard(Readings.reading("house", TIME, "power_w 1")));
            journal.sync(Map.of("mqtt nas:1883 profile", 1L));
        }
        remember(data.resolve(Restore.HISTORY), "power_w 230");
    }

    @Test
    void all_that_is_remembered_comes_back_and_what_belongs_to_a_running_program_does_not() throws Exception {
        Files.writeString(data.resolve("bindings123.new"), "half");

        write();
        Restore.Result result = restore(root.resolve("other"), false);

        assertThat(result.aside()).isEmpty();
        assertThat(files(root.resolve("other"))).isEqualTo(without(files(data), "journal/lock", "bindings123.new"));
        assertThat(remembered(root.resolve("other").resolve(Restore.HISTORY))).containsExactly("230");
        assertThat(root).isDirectoryNotContaining("glob:**/.polymeter*");
    }

    @Test
    void only_its_owner_may_read_it_and_what_comes_out_of_it() throws Exception {
        write();
        restore(root.resolve("other"), false);

        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(root.resolve("other"))).isEqualTo("rwx------");
        assertThat(permissions(root.resolve("other/bindings.properties"))).isEqualTo("rw-------");
    }

    @Test
    void a_database_is_copied_as_it_was_at_one_moment_while_somebody_writes() throws Exception {
        Path database = data.resolve("busy.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA journal_mode = WAL");
            statement.execute("CREATE TABLE one (n INTEGER, fill BLOB)");
            statement.execute("CREATE TABLE two (n INTEGER)");
            AtomicBoolean stopped = new AtomicBoolean();
            Thread writer = Thread.ofPlatform().start(() -> {
                try {
                    connection.setAutoCommit(false);
                    for (int n = 0; !stopped.get(); n++) {
                        statement.execute("INSERT INTO one VALUES (" + n + ", randomblob(2000))");
                        statement.execute("INSERT INTO two VALUES (" + n + ")");
                        connection.commit();
                    }
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            try {
                for (int round = 0; round < 5; round++) {
                    write();
                    Path copy = root.resolve("copy" + round);
                    restore(copy, false);
                    assertThat(query(copy.resolve("busy.db"), "PRAGMA integrity_check"))
                            .containsExactly("ok");
                    assertThat(query(copy.resolve("busy.db"), "SELECT count(*) FROM one"))
                            .isEqualTo(query(copy.resolve("busy.db"), "SELECT count(*) FROM two"));
                }
            } finally {
                stopped.set(true);
                writer.join();
            }
        }
    }

    @Test
    void a_backup_that_is_damaged_anywhere_is_refused_and_nothing_is_changed() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(file);
        int damaged = 0;
        for (int at = 0; at < whole.length; at += 53) {
            byte[] bytes = whole.clone();
            bytes[at] ^= 0x40;
            Files.write(file, bytes);
            if (isRefused(root.resolve("other"))) {
                damaged++;
                assertThat(root.resolve("other")).as("byte %d", at).doesNotExist();
            } else { // times and attributes of the archive, which mean nothing to us
                assertThat(files(root.resolve("other"))).isEqualTo(without(files(data), "journal/lock"));
                Folders.delete(root.resolve("other"));
            }
        }
        assertThat(damaged).isGreaterThan(whole.length / 53 / 2);
    }

    @Test
    void a_backup_that_is_cut_off_is_refused() throws Exception {
        write();
        byte[] whole = Files.readAllBytes(file);
        for (int length : List.of(0, 1, whole.length / 2, whole.length - 1)) {
            Files.write(file, Arrays.copyOf(whole, length));

            assertThat(isRefused(root.resolve("other"))).as("%d bytes", length).isTrue();
        }
    }

    @Test
    void nothing_but_a_backup_is_replaced() throws Exception {
        Files.writeString(file, "my thesis");
        assertThatThrownBy(this::write).hasMessageEndingWith("is there, and is no backup – name another file");
        assertThat(file).hasContent("my thesis");
        Files.delete(file);

        write();
        Files.delete(data.resolve("bindings.properties"));
        write();

        try (BackupReader reader = BackupReader.open(file)) {
            assertThat(reader.manifest().digests()).doesNotContainKey("data/bindings.properties");
        }
    }

    @Test
    void a_folder_in_which_something_is_remembered_is_put_aside_only_on_request() throws Exception {
        write();
        Files.writeString(data.resolve("bindings.properties"), "newer");

        assertThatThrownBy(() -> restore(data, false))
                .hasMessageEndingWith("is not empty – name another folder, or put it aside with --force");
        assertThat(data.resolve("bindings.properties")).hasContent("newer");
        Restore.Result first = restore(data, true);
        Restore.Result second = restore(data, true);

        assertThat(first.aside()).contains(data.resolve("before-restore"));
        assertThat(second.aside()).contains(data.resolve("before-restore-2"));
        assertThat(data.resolve("before-restore/bindings.properties")).hasContent("newer");
        assertThat(Files.readString(data.resolve("bindings.properties"))).startsWith("wire/p1");
        write(); // what was put aside is not in it
        try (BackupReader reader = BackupReader.open(file)) {
            assertThat(reader.manifest().digests().keySet())
                    .noneMatch(name -> name.contains("before-restore"))
                    .contains("data/bindings.properties");
        }
    }

    @Test
    void who_may_come_in_is_kept_where_somebody_may_and_is_restored_where_nobody_is_known() throws Exception {
        Path access = Files.writeString(data.resolve("access.json"), "then");
        write();
        Files.writeString(access, "now");

        restore(data, true);
        restore(root.resolve("other"), false);

        assertThat(access).hasContent("now");
        assertThat(root.resolve("other/access.json")).hasContent("then");
    }

    @Test
    void nothing_is_restored_under_a_gateway_that_runs() throws Exception {
        write();
        try (FactJournal journal = FactJournal.open(data.resolve("journal"), 8 << 20)) {
            assertThat(journal.last()).isPositive();
            assertThatThrownBy(() -> restore(data, true)).hasMessageEndingWith("– stop it first");
        }
    }

    @Test
    void what_a_newer_program_made_is_refused() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve(Restore.HISTORY));
                Statement statement = connection.createStatement()) {
            statement.execute("UPDATE schema_version SET version = 1000");
        }
        write();
        assertThatThrownBy(() -> restore(root.resolve("other"), false)).hasMessageContaining("a newer Polymeter");
        assertThat(root.resolve("other")).doesNotExist();

        zip(Map.of("MANIFEST", "polymeter backup 2\n"));
        assertThatThrownBy(() -> restore(root.resolve("other"), false)).hasMessageContaining("a newer Polymeter");
    }

    @Test
    void nothing_is_written_outside_of_the_folder_whatever_a_backup_says() throws Exception {
        String digest = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; // of nothing
        Map<String, String> entries = new TreeMap<>();
        entries.put("MANIFEST", "polymeter backup 1\nmade: " + TIME + "\n\n" + digest + "  data/../../evil\n");
        entries.put("data/../../evil", "");
        zip(entries);

        assertThatThrownBy(() -> restore(root.resolve("deep/other"), false)).hasMessageContaining("it names");
        assertThat(root.resolve("evil")).doesNotExist();
        assertThat(root.resolve("deep/evil")).doesNotExist();
    }

    @Test
    void what_is_no_backup_is_said_to_be_none() throws Exception {
        zip(Map.of("index.html", ""));
        assertThatThrownBy(() -> BackupReader.open(file)).hasMessageEndingWith("it is no backup of Polymeter");
        Files.writeString(file, "PK");
        assertThatThrownBy(() -> BackupReader.open(file)).hasMessageContaining("damaged, or no backup");
    }

    @Test
    void a_file_that_vanishes_meanwhile_is_left_out() throws Exception {
        List<Part> parts = new ArrayList<>(new DataFolder(data).parts());
        parts.add(0, new Part("data/journal/gone", data.resolve("journal/gone")));

        Manifest written = BackupWriter.write(file, manifest(), parts, QUIET);

        assertThat(written.digests()).doesNotContainKey("data/journal/gone").containsKey("data/journal/positions");
    }

    @Test
    void positions_are_copied_before_facts_and_facts_before_the_history() throws Exception {
        assertThat(new DataFolder(data).parts())
                .extracting(Part::name)
                .containsExactly(
                        "data/journal/positions",
                        "data/journal/00000000000000000001.journal",
                        "data/archive/p1/000001.frames",
                        "data/bindings.properties",
                        "data/history.db");
    }

    private void write() throws IOException {
        BackupWriter.write(file, manifest(), new DataFolder(data).parts(), QUIET);
    }

    private static Manifest manifest() {
        return new Manifest("1.0.0", TIME, "cellar", "polymeter-data", "", Map.of());
    }

    private Restore.Result restore(Path to, boolean force) throws IOException {
        try (BackupReader reader = BackupReader.open(file)) {
            return new Restore(reader, QUIET).into(to, Optional.empty(), force);
        }
    }

    private boolean isRefused(Path to) {
        try {
            restore(to, false);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private void zip(Map<String, String> entries) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static void remember(Path database, String values) throws IOException {
        try (History history = history(database)) {
            history.merge(List.of(Readings.reading("house", TIME, values)));
        }
    }

    private static List<String> remembered(Path database) throws IOException {
        try (History history = history(database)) {
            return history
                    .series(
                            List.of("house"),
                            List.of("power_w"),
                            TIME.minusSeconds(60),
                            TIME.plusSeconds(60),
                            Resolution.READING)
                    .stream()
                    .flatMap(series -> series.values().stream())
                    .map(Series.Value::text)
                    .toList();
        }
    }

    private static History history(Path database) {
        return new History(new Database.Sqlite(database), HistorySettings.usual(ZoneOffset.UTC));
    }

    private static List<String> query(Path database, String sql) throws Exception {
        List<String> answers = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                answers.add(rows.getString(1));
            }
        }
        return answers;
    }

    /** Names and contents; of databases only the name, for they are put in order when they are copied. */
    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.filter(Files::isRegularFile).toList()) {
                boolean isDatabase = path.toString().endsWith(".db");
                files.put(
                        folder.relativize(path).toString(),
                        isDatabase ? "" : Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        }
        return files;
    }

    private static Map<String, String> without(Map<String, String> files, String... names) {
        Map<String, String> fewer = new TreeMap<>(files);
        for (String name : names) {
            fewer.remove(name);
        }
        return fewer;
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
