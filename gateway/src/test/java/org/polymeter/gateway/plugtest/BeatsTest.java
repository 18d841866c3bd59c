package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeatsTest {

    private final Beats beats = new Beats(3600);

    private Rhythm of(long... millis) {
        for (long at : millis) {
            beats.at(Instant.ofEpochMilli(at));
        }
        return beats.rhythm();
    }

    @Test
    void what_came_once_has_no_rhythm() {
        assertThat(of(5)).isEqualTo(Rhythm.UNKNOWN);
    }

    @Test
    void the_median_does_not_mind_a_gap_and_the_worst_is_the_gap() {
        assertThat(of(0, 1000, 2000, 9000, 10_000, 11_000))
                .isEqualTo(new Rhythm(Optional.of(Duration.ofSeconds(1)), Optional.of(Duration.ofSeconds(7)), 5));
    }

    @Test
    void lists_that_follow_each_other_are_one_push() {
        assertThat(of(0, 40, 5000, 5040).distances()).isEqualTo(1);
    }

    @Test
    void a_day_is_no_more_than_its_first_hour_and_its_worst_gap() {
        for (int i = 0; i < 90_000; i++) {
            beats.at(Instant.ofEpochSecond(i));
        }
        assertThat(of(100_000_000).distances()).isEqualTo(90_000);
        assertThat(beats.rhythm().worst()).contains(Duration.ofSeconds(10_001));
    }
}
