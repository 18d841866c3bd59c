package org.polymeter.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.Problem;

class SettingsFileTest {

    private static final String TEXT = "gateway: cellar\nsources: []\noutputs: [{type: http}]\n";

    @TempDir
    Path folder;

    private Path path;
    private SettingsFile file;

    @BeforeEach
    void start() throws Exception {
        path = folder.resolve("house.yaml");
        Files.writeString(path, TEXT);
        file = SettingsFile.open(path, new ConfigReader(Map.of(), Set.of(), "test"));
    }

    @AfterEach
    void end() {
        file.close();
    }

    @Test
    void a_file_that_cannot_be_read_is_a_problem_that_is_told_once_until_it_can_be_read() throws Exception {
        try (Warnings warnings = new Warnings()) {
            file.follow((wanted, changes) -> {});
            Files.write(path, "# Küche\n".concat(TEXT).getBytes(StandardCharsets.ISO_8859_1));

            await().until(() -> !file.state().problems().isEmpty());
            assertThat(file.state().problems())
                    .singleElement()
                    .extracting(Problem::message)
                    .asString()
                    .contains("cannot read it: it is not a text file in UTF-8");
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> file.edit(Edits.set("root", new Tree.Leaf("here")), Optional.empty()))
                    .satisfies(e -> assertThat(e.problems()).hasSize(1));
            assertThat(warnings.texts).singleElement().asString().contains("not a text file in UTF-8");

            Files.writeString(path, TEXT);
            await().until(() -> file.state().problems().isEmpty());
            assertThat(file.state().revision()).isEqualTo(FileText.revision(TEXT));
        }
    }

    @Test
    void who_has_not_seen_that_the_file_cannot_be_read_does_not_replace_it() throws Exception {
        String seen = file.state().revision();
        Files.write(path, "# Küche\n".concat(TEXT).getBytes(StandardCharsets.ISO_8859_1));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> file.replace(TEXT, Optional.of(seen)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.OUTDATED));

        file.replace(TEXT, Optional.of(file.state().revision()));
        assertThat(path).hasContent(TEXT);
        assertThat(file.state().problems()).isEmpty();
    }

    @Test
    void a_file_that_cannot_be_written_is_refused_with_the_folder_the_reason_and_what_to_do() throws IOException {
        Files.createDirectories(folder.resolve("house.yaml.bak/in-the-way"));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> file.edit(Edits.set("root", new Tree.Leaf("here")), Optional.empty()))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Refusal.Kind.UNSAVED))
                .withMessageContaining(folder.toString())
                .withMessageContaining("house.yaml.bak is a folder that is not empty");
        assertThat(path).hasContent(TEXT);
        assertThat(file.state().text()).isEqualTo(TEXT);
    }

    @Test
    void a_change_that_fails_halfway_is_in_the_text_and_is_told_and_the_next_one_tries_again() throws Exception {
        List<Configuration> wanted = new CopyOnWriteArrayList<>();
        file.follow((next, changes) -> {
            wanted.add(next);
            changes.applied("the first half");
            if (wanted.size() == 1) {
                throw new IllegalStateException("a fault of ours");
            }
        });

        SettingsFile.Done done = file.edit(Edits.set("root", new Tree.Leaf("here")), Optional.empty());
        assertThat(done.changes().applied()).containsExactly("the first half");
        assertThat(done.changes().failed()).singleElement().asString().contains("a fault of ours");
        assertThat(path).hasContent(file.state().text());
        assertThat(file.state().text()).contains("root: here");

        file.edit(Edits.set("gateway", new Tree.Leaf("attic")), Optional.of(done.revision()));
        assertThat(path).content().contains("root: here", "gateway: attic");
        assertThat(wanted).extracting(Configuration::root).containsExactly("here", "here");
    }

    @Test
    void who_is_interrupted_saves_all_the_same() throws Exception {
        AtomicBoolean isInterrupted = new AtomicBoolean();
        file.follow(
                (wanted, changes) -> isInterrupted.set(Thread.currentThread().isInterrupted()));

        Thread.currentThread().interrupt();
        file.edit(Edits.set("root", new Tree.Leaf("here")), Optional.empty());

        assertThat(Thread.interrupted()).isTrue();
        assertThat(isInterrupted).isFalse();
        assertThat(path).content().contains("root: here");
    }

    @Test
    void another_zone_waits_for_the_next_start_as_a_whole() throws Exception {
        String meters = """
                sources: [{id: net, type: tcp, host: 127.0.0.1, port: 9}, {id: far, type: tcp, host: 127.0.0.1, port: 8, zone: Asia/Tokyo}]
                outputs: [{type: http}]
                """;
        Files.writeString(path, "zone: Europe/Zurich\n" + meters);
        file = SettingsFile.open(path, new ConfigReader(Map.of(), Set.of(), "test"));

        file.replace("zone: Europe/London\n" + meters, Optional.empty());

        assertThat(file.configuration().zone()).isEqualTo(ZoneId.of("Europe/London"));
        assertThat(file.configuration().sources())
                .extracting(source -> source.common().zone().getId())
                .containsExactly("Europe/Zurich", "Asia/Tokyo");
        assertThat(SettingsFile.open(path, new ConfigReader(Map.of(), Set.of(), "test"))
                        .configuration()
                        .sources()
                        .getFirst()
                        .common()
                        .zone())
                .isEqualTo(ZoneId.of("Europe/London"));
    }

    /** What SettingsFile warns of here: other tests may run at the same time. */
    private static final class Warnings extends Handler implements AutoCloseable {

        private static final Logger LOGGER = Logger.getLogger(SettingsFile.class.getName());

        private final List<String> texts = new CopyOnWriteArrayList<>();

        Warnings() {
            setLevel(Level.WARNING);
            LOGGER.addHandler(this);
        }

        @Override
        public void publish(LogRecord record) {
            String text = String.valueOf(record.getMessage());
            if (isLoggable(record) && text.contains("house.yaml")) {
                texts.add(text);
            }
        }

        @Override
        public void flush() {
            // nothing waits
        }

        @Override
        public void close() {
            LOGGER.removeHandler(this);
        }
    }
}
