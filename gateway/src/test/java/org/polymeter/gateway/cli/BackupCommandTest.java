package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.consumers.Snippets;

/** {@code polymeter backup} and {@code polymeter restore}. */
class BackupCommandTest {

    private static final String KEY = "00112233445566778899AABBCCDDEEFF";

    @TempDir
    Path root;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path site = Path.of("");
    private Path backup = Path.of("");

    @BeforeEach
    void a_gateway_that_remembers() throws Exception {
        site = Files.createDirectory(root.resolve("site"));
        backup = root.resolve("cellar.zip");
        Files.writeString(site.resolve("house.key"), KEY + "\n");
        Files.writeString(site.resolve("polymeter.yaml"), """
                gateway: cellar
                sources: [{id: p1, type: stdin, key-file: house.key}]
                """);
        Files.createDirectory(site.resolve("polymeter-data"));
        Files.writeString(site.resolve("polymeter-data/bindings.properties"), "a=b\n");
    }

    @Test
    void a_backup_has_all_that_another_machine_needs_and_says_that_keys_are_in_it() throws Exception {
        assertThat(run("backup", "-c", yaml(site), backup.toString())).isZero();
        assertThat(out.toString())
                .contains("read again and whole.", "In it: 1 file of the data folder, house.key, polymeter.yaml.")
                .contains("It holds keys, passwords and serial numbers: keep it as you keep those.");

        Path other = root.resolve("other");
        assertThat(run("restore", backup.toString(), "-c", yaml(other))).isZero();
        assertThat(out.toString())
                .contains("Restored into " + other.resolve("polymeter-data") + ": the backup of gateway 'cellar' of ")
                .contains("Written: " + other.resolve("house.key"));
        assertThat(other.resolve("polymeter.yaml")).hasSameTextualContentAs(site.resolve("polymeter.yaml"));
        assertThat(other.resolve("house.key")).hasContent(KEY);
        assertThat(other.resolve("polymeter-data/bindings.properties")).hasContent("a=b");
        assertThat(err.toString()).isEmpty();
        assertThat(out.toString()).doesNotContain(KEY);
    }

    @Test
    void a_configuration_that_is_there_stays_and_says_where_the_data_folder_is() throws Exception {
        run("backup", "-c", yaml(site), backup.toString());
        Path other = Files.createDirectory(root.resolve("other"));
        Files.writeString(other.resolve("polymeter.yaml"), "data: memory\nsources: [{id: p1, type: stdin}]\n");

        assertThat(run("restore", backup.toString(), "-c", yaml(other))).isZero();

        assertThat(out.toString()).contains("Was there and stays: " + yaml(other));
        assertThat(other.resolve("polymeter.yaml")).content().startsWith("data: memory");
        assertThat(other.resolve("memory/bindings.properties")).hasContent("a=b");
        assertThat(other.resolve("house.key")).doesNotExist();
    }

    @Test
    void keys_can_be_left_out() throws Exception {
        assertThat(run("backup", "-c", yaml(site), "--without-configuration", backup.toString()))
                .isZero();
        assertThat(out.toString()).contains("; no configuration.", "It holds serial numbers, and no keys.");

        assertThat(run("restore", backup.toString(), "-c", yaml(root.resolve("other"))))
                .isEqualTo(Polymeter.FAILED);
        assertThat(err.toString()).contains("no configuration in the backup – name the folder: --data polymeter-data");
        assertThat(run(
                        "restore",
                        backup.toString(),
                        "--data",
                        root.resolve("data").toString()))
                .isZero();
        assertThat(root.resolve("data/bindings.properties")).hasContent("a=b");
    }

    @Test
    void a_data_folder_alone_needs_no_configuration() throws Exception {
        Files.delete(site.resolve("polymeter.yaml"));

        assertThat(run(
                        "backup",
                        backup.toString(),
                        "--data",
                        site.resolve("polymeter-data").toString()))
                .isZero();
        assertThat(run(
                        "restore",
                        backup.toString(),
                        "--data",
                        root.resolve("data").toString()))
                .isZero();
        assertThat(root.resolve("data/bindings.properties")).hasContent("a=b");
    }

    @Test
    void what_is_elsewhere_is_named() throws Exception {
        Path key = Files.writeString(root.resolve("other.key"), KEY);
        Files.writeString(
                site.resolve("polymeter.yaml"), "sources: [{id: p1, type: stdin, key-file: %s}]".formatted(key));

        assertThat(run("backup", "-c", yaml(site), backup.toString())).isZero();
        assertThat(out.toString()).contains("Not in it, because it is elsewhere: " + key);
    }

    @Test
    void a_history_elsewhere_is_taken_along_and_one_on_a_server_is_not() throws Exception {
        Path history = root.resolve("disk").resolve("years.db");
        Files.createDirectory(history.getParent());
        Files.writeString(history, "");
        Files.writeString(
                site.resolve("polymeter.yaml"),
                "sources: [{id: p1, type: stdin}]\nhistory: {file: %s}\n".formatted(history));
        assertThat(run("backup", "-c", yaml(site), backup.toString())).isZero();
        assertThat(out.toString()).contains("History is in " + history, "In it: 2 files of the data folder");

        Files.writeString(site.resolve("polymeter.yaml"), """
                sources: [{id: p1, type: stdin}]
                history: {type: postgresql, url: postgresql://nas/meters, user: u, password: hunter2}
                """);
        assertThat(run("backup", "-c", yaml(site), backup.toString())).isZero();
        assertThat(out.toString())
                .contains("Not in it: history, which is in postgresql://nas/meters; pg_dump makes a backup of it.")
                .doesNotContain("hunter2");
    }

    @Test
    void what_cannot_be_is_said_in_a_sentence() throws Exception {
        assertThat(run(
                        "backup",
                        backup.toString(),
                        "--data",
                        root.resolve("gone").toString()))
                .isEqualTo(Polymeter.FAILED);
        assertThat(run("backup", "-c", yaml(root.resolve("gone")), backup.toString()))
                .isEqualTo(Polymeter.MISUSED);
        assertThat(run("restore", root.resolve("gone.zip").toString(), "--data", "x"))
                .isEqualTo(Polymeter.FAILED);

        assertThat(err.toString())
                .contains("polymeter backup: there is nothing to back up: the data folder is empty")
                .contains("cannot read it: there is no such file")
                .contains("Nothing was done. --data FOLDER needs no configuration.")
                .contains("polymeter restore: there is no file");
    }

    @Test
    void the_commands_of_the_manual_are_understood() {
        assertThat(Snippets.of("docs/operating.md", "Backup", "sh").lines())
                .hasSize(4)
                .allSatisfy(line -> {
                    String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
                    Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
                            .parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new));
                });
    }

    private static String yaml(Path folder) {
        return folder.resolve("polymeter.yaml").toString();
    }

    private int run(String... args) {
        return Polymeter.of(new NoLauncher(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(args);
    }
}
