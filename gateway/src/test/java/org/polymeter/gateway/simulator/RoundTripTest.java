package org.polymeter.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;

/** What a meter of any family says comes out as it was said, and nothing else does. */
class RoundTripTest {

    private static final Instant START = Instant.parse("2026-10-23T09:00:00Z");
    private static final int MOMENTS = 20;
    private static final int LONGEST_PAUSE_SECONDS = 600;

    @ParameterizedTest
    @EnumSource
    void every_family_is_read_as_it_spoke(Family family) {
        Random random = new Random(family.word().length());
        Play play = new Play(family, family.keys(), Faults.NONE, 7, START);
        Reader reader = new Reader(family);
        List<Truth> truth = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < MOMENTS; i++) {
            now = now.plusSeconds(1 + random.nextInt(i % 2 == 0 ? 20 : LONGEST_PAUSE_SECONDS));
            reader.hear(play.at(now), now);
            truth.addAll(play.truth());
        }
        reader.end();
        assertThat(reader.troubles).isEmpty();
        assertThat(reader.quarantines).isEmpty();
        assertThat(truth).as("all that was published was said").containsAll(reader.published);
        assertThat(reader.published).as("all that was said is published").containsAll(truth);
        assertThat(reader.published).hasSizeGreaterThanOrEqualTo(MOMENTS);
        assertThat(play.interval()).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    }
}
