package org.polymeter.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.sink.Bytes;

/** What an archive of a DSMR 5 meter that speaks each second takes; docs/operating.md says it of a day. */
class ArchiveSizeTest {

    private static final Instant MORNING = Instant.parse("2026-11-26T06:00:00Z");
    private static final int SECONDS = Integer.getInteger("polymeter.archive.seconds", 1_800);

    @TempDir
    Path folder;

    @Test
    void telegrams_of_a_meter_take_less_than_a_sixth_on_disk() throws Exception {
        Play play = new Play(Family.DSMR5, Family.DSMR5.keys(), Faults.NONE, 1, MORNING);
        long received = 0;
        long pages = 0;
        try (Shelf shelf = Shelf.open(folder, Archive.FRAMES, new Bounds(64_000_000, Duration.ofDays(7)))) {
            for (int second = 0; second < SECONDS; second++) {
                Instant now = MORNING.plusSeconds(second);
                byte[] telegram = play.at(now);
                received += telegram.length;
                shelf.put(new Entry(now, "p1", "dsmr", false, "", Optional.empty(), Bytes.of(telegram)), now);
                if (second % 60 == 59) {
                    long before = size() / 4096;
                    shelf.flush(now);
                    pages += size() / 4096 - before + 1;
                }
            }
        }
        System.out.printf(
                "%d telegrams, %d bytes: %d bytes on disk, %d pages of 4 KiB written%n",
                SECONDS, received, size(), pages);
        assertThat(size()).isLessThan(received / 6);
    }

    private long size() throws Exception {
        long sum = 0;
        for (Path file : Shelf.files(folder, Archive.FRAMES)) {
            sum += Files.size(file);
        }
        return sum;
    }
}
