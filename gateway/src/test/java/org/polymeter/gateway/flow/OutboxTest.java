package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.flow.Facts.described;
import static org.polymeter.gateway.flow.Facts.heard;
import static org.polymeter.gateway.flow.Facts.known;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.sink.Fact;

class OutboxTest {

    private final Outbox outbox = new Outbox(3, number -> {});

    @Test
    void keeps_the_order() throws Exception {
        put(heard(1), known(1), heard(2));

        assertThat(taken()).containsExactly("heard 1", "known 1", "heard 2");
    }

    @Test
    void newer_state_replaces_older_and_waits_behind_the_facts_it_comes_from() throws Exception {
        put(heard(1), known(1), heard(2), known(2));

        assertThat(taken()).containsExactly("heard 1", "heard 2", "known 2");
    }

    @Test
    void a_descriptor_stays_before_the_readings_it_introduces() throws Exception {
        put(described(0), heard(1), described(5), heard(2));

        assertThat(facts(10)).containsExactly(described(5), heard(1), heard(2));
    }

    @Test
    void a_meter_that_was_removed_and_comes_back_is_described_after_that() throws Exception {
        put(described(0), known(1), new Fact.Removed("house", List.of()), described(5));

        assertThat(taken()).containsExactly("Removed", "described house");
    }

    @Test
    void a_full_room_drops_the_oldest_fact_and_counts_it_but_never_state() throws Exception {
        put(described(0), heard(1), known(1), heard(2), heard(3), heard(4), heard(5));

        assertThat(outbox.dropped()).isEqualTo(2);
        assertThat(taken()).containsExactly("described house", "known 1", "heard 3", "heard 4", "heard 5");
    }

    @Test
    void what_was_taken_makes_room() throws Exception {
        put(heard(1), heard(2), heard(3));
        assertThat(Facts.words(facts(2))).containsExactly("heard 1", "heard 2");

        put(heard(4), heard(5));

        assertThat(outbox.dropped()).isZero();
        assertThat(taken()).containsExactly("heard 3", "heard 4", "heard 5");
    }

    @Test
    void an_empty_room_gives_nothing() throws Exception {
        assertThat(outbox.take(10, 1)).isEmpty();
        assertThat(outbox.size()).isZero();
    }

    private void put(Fact... facts) {
        List.of(facts).forEach(outbox::put);
    }

    private List<String> taken() throws Exception {
        return Facts.words(facts(10));
    }

    private List<Fact> facts(int most) throws Exception {
        return outbox.take(most, 0).stream().map(Outbox.Parcel::fact).toList();
    }

    @Test
    void what_does_not_fit_waits_on_disk_and_comes_in_its_turn() throws Exception {
        Outbox shelved = new Outbox(3, dropped::add, this::fromDisk);
        for (int i = 1; i <= 8; i++) {
            shelved.put(heard(i), i);
        }
        assertThat(shelved.size()).isEqualTo(8);
        assertThat(numbers(shelved, 2)).containsExactly(1L, 2L);
        shelved.put(heard(9), 9);
        assertThat(numbers(shelved, 3)).containsExactly(3L, 4L, 5L);
        assertThat(numbers(shelved, 10)).containsExactly(6L, 7L, 8L, 9L);
        assertThat(shelved.isShelved()).isFalse();
        shelved.put(heard(10), 10);
        assertThat(numbers(shelved, 10)).as("from memory again").containsExactly(10L);
        assertThat(dropped).isEmpty();
        assertThat(asked).as("the disk").containsExactly(4L, 6L);
    }

    @Test
    void what_an_earlier_run_left_comes_first() throws Exception {
        Outbox resumed = new Outbox(3, dropped::add, this::fromDisk);
        resumed.resume(5, 7);
        resumed.put(heard(8), 8); // and 9 is on disk already, but not put yet
        assertThat(resumed.size()).isEqualTo(3);
        assertThat(numbers(resumed, 10)).containsExactly(6L, 7L, 8L);
        resumed.put(heard(9), 9);
        assertThat(numbers(resumed, 10)).containsExactly(9L);
    }

    @Test
    void what_is_gone_from_the_disk_is_dropped_and_counted() throws Exception {
        Outbox resumed = new Outbox(3, dropped::add, this::fromDisk);
        resumed.resume(0, 9);
        gone = 4;
        assertThat(numbers(resumed, 10)).containsExactly(5L, 6L, 7L, 8L, 9L);
        assertThat(resumed.dropped()).isEqualTo(4);
        assertThat(dropped).containsExactly(1L, 2L, 3L, 4L);

        resumed.resume(9, 12);
        gone = 12;
        assertThat(numbers(resumed, 10)).isEmpty();
        assertThat(resumed.dropped()).isEqualTo(7);
        assertThat(resumed.isShelved()).isFalse();
    }

    @Test
    void what_the_disk_did_not_take_is_dropped_before_what_it_did() throws Exception {
        Outbox shelved = new Outbox(2, dropped::add, this::fromDisk);
        shelved.put(heard(1), 1);
        shelved.put(heard(2), 0);
        shelved.put(heard(3), 0);
        shelved.put(heard(2), 2);
        shelved.put(heard(4), 0);
        assertThat(dropped).containsExactly(0L, 0L);
        assertThat(numbers(shelved, 10)).containsExactly(1L, 0L, 2L);
    }

    private final List<Long> dropped = new ArrayList<>();
    private final List<Long> asked = new ArrayList<>();
    private long gone;

    /** Facts of number 1 to 9, of which the first are gone. */
    private List<Outbox.Parcel> fromDisk(long from, int most) {
        asked.add(from);
        return LongStream.rangeClosed(Math.max(from, gone + 1), 9)
                .limit(most)
                .mapToObj(number -> new Outbox.Parcel(heard((int) number), number))
                .toList();
    }

    private static List<Long> numbers(Outbox from, int most) throws Exception {
        return from.take(most, 0).stream().map(Outbox.Parcel::number).toList();
    }
}
