package org.polymeter.gateway.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedRestoreTest {

    @TempDir
    Path root;

    private Path data = Path.of("");
    private Path configuration = Path.of("");

    @BeforeEach
    void a_gateway_and_a_backup_that_waits() throws IOException {
        data = Files.createDirectory(root.resolve("data"));
        Files.writeString(data.resolve("lines.properties"), "now\n");
        configuration = Files.writeString(root.resolve("polymeter.yaml"), "of now\n");
        Path before = Files.createDirectory(root.resolve("before"));
        Manifest manifest = new Manifest("1", Instant.EPOCH, "cellar", "data", "old.yaml", Map.of());
        Path made = root.resolve("backup.zip");
        BackupWriter.write(
                made,
                manifest,
                List.of(
                        new Part("data/lines.properties", Files.writeString(before.resolve("lines"), "then\n")),
                        new Part("configuration/old.yaml", Files.writeString(before.resolve("yaml"), "of then\n")),
                        new Part("configuration/keys/a.key", Files.writeString(before.resolve("key"), "k\n"))),
                Progress.NONE);
        new StagedRestore(data).stage(made, true);
    }

    @Test
    void it_takes_the_place_of_what_is_there_and_that_is_kept() throws IOException {
        StagedRestore staged = new StagedRestore(data);
        assertThat(staged.isWaiting()).isTrue();
        assertThat(staged.withConfiguration()).isTrue();

        List<Path> written = staged.placeConfiguration(configuration);
        Restore.Result result = staged.placeData(data, Progress.NONE);

        assertThat(written).containsExactly(root.resolve("keys/a.key"), configuration);
        assertThat(configuration).hasContent("of then\n");
        assertThat(root.resolve("polymeter.yaml.before-restore")).hasContent("of now\n");
        assertThat(data.resolve("lines.properties")).hasContent("then\n");
        assertThat(result.aside().orElseThrow().resolve("lines.properties")).hasContent("now\n");
        assertThat(new StagedRestore(data).isWaiting()).isFalse();
    }

    @Test
    void given_up_all_is_as_it_was_and_it_is_not_tried_again() throws IOException {
        StagedRestore staged = new StagedRestore(data);
        staged.placeConfiguration(configuration);

        staged.giveUp();

        assertThat(configuration).hasContent("of now\n");
        assertThat(root.resolve("keys/a.key")).doesNotExist();
        assertThat(data.resolve("lines.properties")).hasContent("now\n");
        assertThat(new StagedRestore(data).isWaiting()).isFalse();
        assertThat(staged.failed().resolve("backup.zip")).exists();
    }

    @Test
    void a_damaged_one_changes_nothing() throws IOException {
        Files.write(new StagedRestore(data).file(), new byte[100]);
        StagedRestore staged = new StagedRestore(data);

        assertThatThrownBy(() -> staged.placeConfiguration(configuration)).isInstanceOf(IOException.class);

        assertThat(configuration).hasContent("of now\n");
    }

    @Test
    void what_waits_is_in_no_backup() throws IOException {
        assertThat(new DataFolder(data).parts()).extracting(Part::name).containsExactly("data/lines.properties");
    }
}
