package org.polymeter.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    @Test
    void what_was_appended_is_read_in_order_also_after_the_next_opening() throws IOException {
        try (Journal journal = open(1 << 20, 1 << 16)) {
            assertThat(append(journal, 1, 5)).containsExactly(1L, 2L, 3L, 4L, 5L);
            assertThat(read(journal, 2, 3)).containsExactly("2 record 2", "3 record 3", "4 record 4");
        }
        try (Journal journal = open(1 << 20, 1 << 16)) {
            assertThat(append(journal, 6, 6)).containsExactly(6L);
            assertThat(read(journal, 1, 100)).hasSize(6).endsWith("6 record 6");
        }
    }

    /** A reader goes on where it was while the writer goes on, too. */
    @Test
    void a_reader_follows_the_writer_from_file_to_file() throws IOException {
        try (Journal journal = open(1 << 20, 200);
                JournalReader reader = journal.reader()) {
            List<String> read = new ArrayList<>();
            for (int i = 1; i <= 300; i += 3) {
                append(journal, i, i + 2);
                reader.read(read.size() + 1, 2).forEach(entry -> read.add(words(entry)));
            }
            while (read.size() < 300) {
                reader.read(read.size() + 1, 50).forEach(entry -> read.add(words(entry)));
            }
            assertThat(read)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 300)
                            .mapToObj(i -> i + " record " + i)
                            .toList());
            assertThat(files().size()).isGreaterThan(10);
        }
    }

    /** As a killed program or a power cut may leave it: any prefix of the file. */
    @Test
    void wherever_the_end_is_cut_off_the_whole_records_before_it_remain() throws IOException {
        try (Journal journal = open(1 << 20, 1 << 16)) {
            append(journal, 1, 3);
        }
        byte[] whole = Files.readAllBytes(files().getFirst());
        for (int length = 0; length <= whole.length; length++) {
            Files.write(files().getFirst(), Arrays.copyOf(whole, length));
            int complete;
            try (Journal journal = open(1 << 20, 1 << 16)) {
                complete = (int) journal.next() - 1;
                assertThat(complete).as("cut at " + length).isBetween(0, 3);
                assertThat(append(journal, complete + 1, complete + 1)).containsExactly(complete + 1L);
                assertThat(read(journal, 1, 100)).hasSize(complete + 1);
            }
            assertThat(complete == 3).isEqualTo(length == whole.length);
            Files.delete(files().getFirst());
            Files.write(folder.resolve("%020d.journal".formatted(1)), whole);
        }
    }

    @Test
    void a_damaged_file_costs_its_rest_and_not_the_files_behind_it() throws IOException {
        try (Journal journal = open(1 << 20, 200)) {
            append(journal, 1, 100);
        }
        List<Path> files = files();
        long second = Segment.first(files.get(1));
        long third = Segment.first(files.get(2));
        try (RandomAccessFile file = new RandomAccessFile(files.get(1).toFile(), "rw")) {
            file.seek(file.length() / 2);
            file.write(file.read() ^ 0x10);
        }
        try (Journal journal = open(1 << 20, 200)) {
            List<String> read = read(journal, 1, 1000);
            assertThat(read)
                    .startsWith("1 record 1")
                    .contains(second + " record " + second, third + " record " + third)
                    .doesNotContain((third - 1) + " record " + (third - 1))
                    .endsWith("100 record 100");
        }
    }

    @Test
    void the_oldest_are_given_up_when_there_is_no_more_room() throws IOException {
        try (Journal journal = open(2_000, 500)) {
            append(journal, 1, 1_000);
            assertThat(journal.size()).isLessThanOrEqualTo(2_000);
            assertThat(journal.oldest()).isGreaterThan(900);
            List<String> read = read(journal, 1, 2_000);
            assertThat(read).endsWith("1000 record 1000").hasSize((int) (1_001 - journal.oldest()));
            long onDisk = 0;
            for (Path file : files()) {
                onDisk += Files.size(file);
            }
            assertThat(onDisk).isBetween(journal.size(), journal.size() + 5_000); // the last one grows ahead
        }
    }

    @Test
    void a_file_that_is_being_written_grows_ahead_and_zeros_are_no_records() throws IOException {
        byte[] growing;
        try (Journal journal = open(1 << 20, 1 << 16)) {
            append(journal, 1, 3);
            growing = Files.readAllBytes(files().getFirst());
            assertThat(growing).hasSizeGreaterThan(8_000).endsWith(0, 0, 0, 0);
        }
        assertThat(Files.size(files().getFirst())).isLessThan(500);
        Files.write(files().getFirst(), growing); // as a killed program leaves it
        try (Journal journal = open(1 << 20, 1 << 16)) {
            assertThat(journal.next()).isEqualTo(4);
            append(journal, 4, 6);
            assertThat(read(journal, 1, 10)).hasSize(6).endsWith("6 record 6");
        }
    }

    @Test
    void what_all_have_read_makes_room() throws IOException {
        try (Journal journal = open(1 << 20, 500)) {
            append(journal, 1, 100);
            int files = files().size();
            journal.release(90);
            assertThat(files()).as("until the next file begins").hasSize(files);
            append(journal, 101, 200);

            assertThat(journal.oldest()).isBetween(70L, 91L);
            assertThat(read(journal, 91, 1_000)).hasSize(110);
            journal.release(200);
            append(journal, 201, 300);
            assertThat(files()).hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void noise_in_a_file_is_never_taken_for_a_record() throws IOException {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            try (Journal journal = open(1 << 20, 1 << 16)) {
                append(journal, (int) journal.next(), (int) journal.next());
            }
            byte[] noise = new byte[random.nextInt(60)];
            random.nextBytes(noise);
            Files.write(files().getLast(), noise, StandardOpenOption.APPEND);
        }
        try (Journal journal = open(1 << 20, 1 << 16)) {
            assertThat(read(journal, 1, 1_000))
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, 200)
                            .mapToObj(i -> i + " record " + i)
                            .toList());
        }
    }

    private Journal open(long largest, long segment) throws IOException {
        return Journal.open(folder, largest, segment);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private static List<Long> append(Journal journal, int from, int to) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            numbers.add(journal.append(("record " + i).getBytes(StandardCharsets.UTF_8)));
        }
        return numbers;
    }

    private static List<String> read(Journal journal, long from, int most) throws IOException {
        try (JournalReader reader = journal.reader()) {
            return reader.read(from, most).stream().map(JournalTest::words).toList();
        }
    }

    private static String words(JournalReader.Entry entry) {
        return entry.number() + " " + new String(entry.record().toArray(), StandardCharsets.UTF_8);
    }
}
