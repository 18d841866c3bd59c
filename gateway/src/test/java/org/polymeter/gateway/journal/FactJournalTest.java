package org.polymeter.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.sink.Fact;

class FactJournalTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final long ROOM = 100_000_000;

    private static final long LITTLE_ROOM = 40_000;

    /** Readings for more than there is little room for. */
    private static final int MANY = 1_000;

    @TempDir
    Path folder;

    @Test
    void readings_and_events_come_back_as_they_were_after_the_next_start() throws IOException {
        Reading reading =
                Readings.reading("house", NOON, "energy_import_kwh 13779.338, breaker connected, power_w -543");
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("name", "energy_import_kwh");
        data.put("from", new BigDecimal("12.50"));
        data.put("duration_s", 187L);
        Event event = new Event(
                "register_reset",
                "house",
                "3845e00e7d92ca5b39db2df761c76ab0",
                NOON,
                TimeSource.METER,
                NOON.plusMillis(20),
                data);
        try (FactJournal journal = FactJournal.open(folder, ROOM)) {
            assertThat(journal.keep(new Fact.Heard(reading))).isEqualTo(1);
            assertThat(journal.keep(new Fact.Happened(event))).isEqualTo(2);
        }
        try (FactJournal journal = FactJournal.open(folder, ROOM);
                FactJournal.Cursor cursor = journal.cursor()) {
            List<FactJournal.Numbered> kept = cursor.read(1, 10);
            assertThat(kept).extracting(FactJournal.Numbered::number).containsExactly(1L, 2L);
            assertThat(kept.getFirst().fact()).isEqualTo(new Fact.Heard(reading));
            Fact.Happened happened = (Fact.Happened) kept.getLast().fact();
            assertThat(ProfileJson.event(happened.event())).isEqualTo(ProfileJson.event(event));
        }
    }

    @Test
    void what_is_state_is_not_kept() throws IOException {
        try (FactJournal journal = FactJournal.open(folder, ROOM)) {
            assertThat(journal.keep(new Fact.Alive("house", true))).isZero();
            assertThat(journal.last()).isZero();
        }
    }

    @Test
    void an_output_goes_on_where_it_was_and_a_new_one_begins_with_what_comes() throws IOException {
        try (FactJournal journal = FactJournal.open(folder, ROOM)) {
            keep(journal, 5);
            journal.sync(Map.of("mqtt localhost:1883 = old", 3L));
        }
        try (FactJournal journal = FactJournal.open(folder, ROOM)) {
            assertThat(journal.position("mqtt localhost:1883 = old")).isEqualTo(3);
            assertThat(journal.position("new")).isEqualTo(5);
            keep(journal, 1);
            journal.sync(Map.of("new", 6L));
        }
        try (FactJournal journal = FactJournal.open(folder, ROOM)) {
            assertThat(journal.position("mqtt localhost:1883 = old"))
                    .as("not configured for a while")
                    .isEqualTo(3);
            assertThat(journal.position("new")).isEqualTo(6);
        }
    }

    @Test
    void an_output_that_is_put_back_has_lost_nothing_of_what_the_others_needed_no_more() throws IOException {
        try (FactJournal journal = FactJournal.open(folder, LITTLE_ROOM)) {
            keep(journal, 5);
            journal.sync(Map.of("old", 3L, "other", 5L));
            keep(journal, MANY);
            journal.sync(Map.of("other", journal.last()));
            keep(journal, MANY);
            assertGoesOnWithoutLoss("old", journal);
            journal.sync(Map.of("other", journal.last()));
        }
        try (FactJournal journal = FactJournal.open(folder, LITTLE_ROOM)) {
            assertGoesOnWithoutLoss("old", journal);
        }
    }

    @Test
    void an_output_that_was_there_is_told_that_what_it_needed_is_gone() throws IOException {
        try (FactJournal journal = FactJournal.open(folder, LITTLE_ROOM)) {
            keep(journal, 5);
            journal.sync(Map.of("slow", 3L, "other", 5L));
            keep(journal, MANY);
            journal.sync(Map.of("slow", 3L, "other", journal.last()));
            assertThat(journal.position("slow")).isEqualTo(3);
        }
        try (FactJournal journal = FactJournal.open(folder, LITTLE_ROOM);
                FactJournal.Cursor cursor = journal.cursor()) {
            assertThat(journal.position("slow")).isEqualTo(3);
            assertThat(cursor.read(4, 1).getFirst().number()).isGreaterThan(4);
        }
    }

    private static void assertGoesOnWithoutLoss(String output, FactJournal journal) throws IOException {
        long position = journal.position(output);
        assertThat(position).isGreaterThan(3).isLessThan(journal.last());
        try (FactJournal.Cursor cursor = journal.cursor()) {
            assertThat(cursor.read(position + 1, 1))
                    .extracting(FactJournal.Numbered::number)
                    .containsExactly(position + 1);
        }
    }

    @Test
    void two_programs_do_not_write_into_one_folder() throws IOException {
        try (FactJournal journal = FactJournal.open(folder, ROOM)) {
            keep(journal, 1);
            assertThatThrownBy(() -> FactJournal.open(folder, ROOM)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void only_the_owner_may_read_it() throws IOException {
        Path inner = folder.resolve("journal");
        FactJournal.open(inner, ROOM).close();
        assertThat(Files.getPosixFilePermissions(inner)).hasSize(3);
    }

    private static void keep(FactJournal journal, int count) {
        for (int i = 0; i < count; i++) {
            journal.keep(new Fact.Heard(Readings.reading("house", NOON.plusSeconds(i), "power_w " + i)));
        }
    }
}
