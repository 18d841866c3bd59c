package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.flow.Facts.described;
import static org.polymeter.gateway.flow.Facts.heard;
import static org.polymeter.gateway.flow.Facts.known;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.sink.Fact;

class OutboxTest {

    private final Outbox outbox = new Outbox(3, () -> {});

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

        List<Fact> all = outbox.take(10, 0);

        assertThat(all).containsExactly(described(5), heard(1), heard(2));
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
        assertThat(Facts.words(outbox.take(2, 0))).containsExactly("heard 1", "heard 2");

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

    private List<String> taken() throws InterruptedException {
        return Facts.words(outbox.take(10, 0));
    }
}
