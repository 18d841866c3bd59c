package org.polymeter.gateway.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.sink.Bytes;
import org.polymeter.gateway.sink.Fact;

class ArchiveTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOON);
    private static final Bounds USUAL = new Bounds(64_000_000, Duration.ofDays(7));

    @TempDir
    Path folder;

    @Test
    void what_was_received_and_rejected_is_read_byte_by_byte_in_the_order_of_its_coming() throws Exception {
        Fact.Raw telegram = frame(0, "dsmr", "", "/X5\r\n\u0000ÿ!1234\r\n");
        Fact.Rejected noise = new Fact.Rejected(
                "p1", NOON.plusMillis(1_500), "dsmr", "noise", "bytes outside any frame", 3, 0, bytes("~\u0001z"));
        Fact.Raw message = frame(2, "tasmota", "tele/gPlug10/SENSOR", "{\"z\":{}}");
        try (Archive archive = Archive.open(folder, USUAL, USUAL, CLOCK)) {
            archive.received(telegram);
            archive.received(message);
            archive.rejected(noise);
        }
        assertThat(read()).containsExactly(Entry.of(telegram), Entry.of(noise), Entry.of(message));
        assertThat(Entry.of(noise).rejection()).contains(new Entry.Rejection("noise", "bytes outside any frame", 3));
    }

    @Test
    void a_cut_file_is_read_to_the_cut_and_a_damaged_one_to_the_damage() throws Exception {
        try (Archive archive = Archive.open(folder, USUAL, USUAL, CLOCK)) {
            IntStream.range(0, 2_000).forEach(i -> archive.received(telegram(i)));
        }
        Path file = Shelf.files(folder, Archive.FRAMES).getFirst();
        byte[] whole = Files.readAllBytes(file);
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] cut = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            Files.write(file, cut);
            List<Entry> entries = read();
            assertThat(entries).isEqualTo(originals(entries.size()));
            byte[] damaged = whole.clone();
            damaged[random.nextInt(whole.length)] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, damaged);
            List<Entry> sound = read();
            assertThat(sound).isEqualTo(originals(sound.size()));
        }
        Files.write(file, Arrays.copyOf(whole, whole.length * 9 / 10));
        assertThat(read().size()).isBetween(1_500, 1_999);
    }

    @Test
    void good_frames_push_out_older_ones_and_no_rejected_ones() throws Exception {
        Random random = new Random(2);
        Bounds small = new Bounds(1_000_000, Duration.ofDays(7));
        Fact.Rejected rejected = new Fact.Rejected("p1", NOON, "dsmr", "checksum", "", 1, 0, bytes("x"));
        try (Archive archive = Archive.open(folder, small, USUAL, CLOCK)) {
            archive.rejected(rejected);
        }
        for (int run = 0; run < 30; run++) {
            try (Archive archive = Archive.open(folder, small, USUAL, CLOCK)) {
                for (int i = 0; i < 100; i++) {
                    byte[] noise = new byte[1_000];
                    random.nextBytes(noise);
                    archive.received(new Fact.Raw("p1", "dsmr", NOON.plusSeconds(run), false, "", Bytes.of(noise)));
                }
            }
        }
        long size = 0;
        for (Path file : Shelf.files(folder, Archive.FRAMES)) {
            size += Files.size(file);
        }
        assertThat(size).isBetween(700_000L, 1_000_000L);
        assertThat(read()).first().isEqualTo(Entry.of(rejected));
        assertThat(read()).last().extracting(Entry::received).isEqualTo(NOON.plusSeconds(29));
        assertThat(read().size()).isBetween(700, 1_000);
    }

    @Test
    void what_is_too_old_goes() throws Exception {
        try (Archive archive = Archive.open(folder, USUAL, USUAL, CLOCK)) {
            archive.received(telegram(0));
        }
        Path old = Shelf.files(folder, Archive.FRAMES).getFirst();
        Files.setLastModifiedTime(old, FileTime.from(NOON.minus(Duration.ofDays(8))));
        try (Archive archive = Archive.open(folder, USUAL, USUAL, CLOCK)) {
            archive.received(telegram(1));
        }
        assertThat(read()).containsExactly(Entry.of(telegram(1)));
        assertThat(old).doesNotExist();
    }

    @Test
    void only_its_owner_may_read_it() throws Exception {
        try (Archive archive = Archive.open(folder, USUAL, USUAL, CLOCK)) {
            archive.received(telegram(0));
        }
        assertThat(Files.getPosixFilePermissions(
                        Shelf.files(folder, Archive.FRAMES).getFirst()))
                .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    }

    @Test
    void a_disk_that_is_full_costs_the_archive_and_nothing_else() throws Exception {
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder.toString())
                                .start()
                                .waitFor()
                        == 0,
                "only root may mount a file system");
        try {
            Random random = new Random(3);
            Archive archive = Archive.open(folder, USUAL, USUAL, CLOCK);
            try (archive) {
                for (int i = 0; i < 300; i++) {
                    byte[] noise = new byte[1_000];
                    random.nextBytes(noise);
                    archive.received(new Fact.Raw("p1", "dsmr", NOON, false, "", Bytes.of(noise)));
                }
            }
            assertThat(archive.lost()).isPositive();
            assertThat(read()).hasSizeBetween(10, 64);
        } finally {
            new ProcessBuilder("umount", folder.toString()).start().waitFor();
        }
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (Recording recording = Recording.open(folder)) {
            for (Optional<Entry> entry = recording.next(); entry.isPresent(); entry = recording.next()) {
                entries.add(entry.get());
            }
        }
        return entries;
    }

    private static List<Entry> originals(int count) {
        return IntStream.range(0, count).mapToObj(i -> Entry.of(telegram(i))).toList();
    }

    private static Fact.Raw telegram(int second) {
        return frame(second, "dsmr", "", "/XMX5\r\n1-0:1.7.0(%06d*kW)\r\n!0000\r\n".formatted(second * 7919 % 10_000));
    }

    private static Fact.Raw frame(int second, String protocol, String topic, String text) {
        return new Fact.Raw("p1", protocol, NOON.plusSeconds(second), false, topic, bytes(text));
    }

    private static Bytes bytes(String text) {
        return Bytes.of(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
