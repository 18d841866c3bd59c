package org.polymeter.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.sink.Fact;

/** On a file system that is as small as that; only root may mount one. */
class FullDiskTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path folder;

    @BeforeEach
    void mount() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=128k", "tmpfs", folder.toString()) == 0,
                "only root may mount a file system");
    }

    @AfterEach
    void unmount() throws Exception {
        run("umount", folder.toString());
    }

    @Test
    void a_full_disk_refuses_what_comes_keeps_what_it_has_and_takes_again_when_there_is_room() throws Exception {
        Path hog = Files.write(folder.resolve("hog"), new byte[80_000]);
        List<Long> numbers = new ArrayList<>();
        try (FactJournal journal = FactJournal.open(folder.resolve("journal"), 100_000_000)) {
            for (int i = 0; i < 1_000; i++) {
                numbers.add(journal.keep(reading(i)));
            }
            long kept = numbers.stream().filter(number -> number > 0).count();
            assertThat(kept).isBetween(10L, 990L);
            assertThat(numbers.getLast()).isZero();
            journal.sync(Map.of("mqtt", 1L));

            Files.delete(hog);

            assertThat(journal.keep(reading(1_000))).isEqualTo(kept + 1);
            assertThat(read(journal, (int) kept + 1)).isEqualTo(kept + 1);
        }
        try (FactJournal journal = FactJournal.open(folder.resolve("journal"), 100_000_000)) {
            assertThat(journal.last()).isEqualTo(read(journal, 2_000));
        }
    }

    @Test
    void a_journal_that_cannot_begin_a_file_on_a_full_disk_does_so_when_there_is_room() throws Exception {
        Path hog = fill();
        try (FactJournal journal = FactJournal.open(folder.resolve("journal"), 100_000_000)) {
            assertThat(journal.keep(reading(1))).isZero();
            assertThat(journal.keep(reading(2))).isZero();
            journal.sync(Map.of());

            Files.delete(hog);

            assertThat(journal.keep(reading(3))).isEqualTo(1);
            assertThat(read(journal, 10)).isEqualTo(1);
        }
        fill();
        try (FactJournal journal = FactJournal.open(folder.resolve("journal"), 100_000_000)) {
            assertThat(journal.last()).isEqualTo(1);
        }
    }

    @Test
    void a_file_that_is_full_while_the_disk_is_full_is_followed_by_another_when_there_is_room() throws Exception {
        try (FactJournal journal = FactJournal.open(folder.resolve("journal"), 40_000)) {
            assertThat(journal.keep(reading(1))).isEqualTo(1);
            Path hog = fill();
            long kept = 1;
            for (long number = journal.keep(reading(2)); number > 0; number = journal.keep(reading(2))) {
                kept = number; // there is room that was made before
            }
            assertThat(journal.keep(reading(3))).isZero();

            Files.delete(hog);

            assertThat(journal.keep(reading(4))).isEqualTo(kept + 1);
        }
    }

    @Test
    void what_all_have_delivered_makes_room_on_a_full_disk() throws Exception {
        Random random = new Random(1); // or little would be left of a record
        try (Journal journal = Journal.open(folder.resolve("journal"), 100_000, 10_000)) {
            for (int i = 1; i <= 5; i++) {
                assertThat(journal.append(record(random))).isEqualTo(i);
            }
            fill();
            journal.release(5);
            assertThatThrownBy(() -> journal.append(record(random))).isInstanceOf(IOException.class);

            assertThat(journal.append(record(random))).isEqualTo(6);
        }
    }

    private static byte[] record(Random random) {
        byte[] record = new byte[5_000];
        random.nextBytes(record);
        return record;
    }

    /** To the last byte. */
    private Path fill() throws IOException {
        Path hog = folder.resolve("hog");
        try (OutputStream out = Files.newOutputStream(hog)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            assertThat(Files.getFileStore(folder).getUsableSpace()).isZero();
        }
        return hog;
    }

    private static long read(FactJournal journal, int most) throws IOException {
        try (FactJournal.Cursor cursor = journal.cursor()) {
            return cursor.read(1, most).size();
        }
    }

    private static Fact reading(int watts) {
        return new Fact.Heard(Readings.reading("house", NOON.plusSeconds(watts), "power_w " + watts));
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
