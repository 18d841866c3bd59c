package org.polymeter.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;

/**
 * Nothing is published from a frame whose checksum or tag failed. Every single bit of a frame is
 * flipped, one after the other, and then telegrams come over a line on which much goes wrong.
 *
 * <p>Three families prove nothing, and are not here: XT211 sends messages without any link, mode D
 * text without a checksum, and messages over MQTT have the broker's transport for that. A bit that
 * is flipped in them may come out as another value; docs/operating.md says so.
 */
class DamageTest {

    private static final Instant START = Instant.parse("2026-10-23T09:00:00Z");
    private static final Faults BAD = new Faults(0.1, 0.1, 0.05, 0.05, 0.01, 0.1);
    private static final int TELEGRAMS = 300;
    private static final int AT_LEAST = 50;

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"XT211", "MODE_D", "GPLUG", "GPLUG_TARIFFS", "AMSREADER"})
    void no_flipped_bit_changes_a_value(Family family) {
        Play play = new Play(family, family.keys(), Faults.NONE, 7, START);
        byte[] frame = play.at(START);
        List<Truth> said = play.truth();
        int unharmed = 0;
        for (int bit = 0; bit < 8 * frame.length; bit++) {
            Reader reader = new Reader(family, Options.of(link(family)));
            byte[] flipped = frame.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            reader.hear(flipped, START);
            reader.end();
            assertThat(reader.published)
                    .as("bit %d of byte %d", bit % 8, bit / 8)
                    .allMatch(truth -> wasSaid(truth, said));
            unharmed += reader.published.size() == said.size() ? 1 : 0;
        }
        assertThat(unharmed).as("few bits do not matter").isLessThan(frame.length);
    }

    private static Link link(Family family) {
        return Link.named(family.port().toLowerCase(Locale.ROOT).replace("-", ""))
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"XT211", "MODE_D", "GPLUG", "GPLUG_TARIFFS", "AMSREADER"})
    void a_bad_line_loses_telegrams_and_changes_none(Family family) {
        Play play = new Play(family, family.keys(), BAD, 11, START);
        Reader reader = new Reader(family);
        List<Truth> said = new ArrayList<>();
        Instant now = START;
        for (int i = 0; i < TELEGRAMS; i++) {
            now = now.plus(play.interval());
            reader.hear(play.at(now), now);
            said.addAll(play.truth());
        }
        reader.end();
        assertThat(reader.published).hasSizeGreaterThan(AT_LEAST);
        assertThat(reader.published).allMatch(published -> wasSaid(published, said));
        assertThat(reader.troubles).as("what was lost is told").isNotEmpty();
        assertThat(reader.quarantines).isEmpty();
    }

    /**
     * By whom does not matter: a meter that is not recognised has the name of its source. Nor does it
     * if something is missing that follows from what other telegrams said.
     */
    private static boolean wasSaid(Truth published, List<Truth> said) {
        return said.stream()
                .anyMatch(truth ->
                        truth.values().entrySet().containsAll(published.values().entrySet()));
    }
}
