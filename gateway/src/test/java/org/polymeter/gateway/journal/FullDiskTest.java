package org.polymeter.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
