package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TempoTest {

    private final Tempo tempo = new Tempo();
    private Instant now = Facts.NOON;

    @Test
    void is_unknown_until_three_pauses_were_seen() {
        heardAfter(0, 10, 10);
        assertThat(tempo.intervalSeconds()).isEmpty();

        heardAfter(10);
        assertThat(tempo.intervalSeconds()).isEqualTo(OptionalDouble.of(10));
    }

    @Test
    void one_long_silence_changes_nothing() {
        heardAfter(0, 10, 10, 3600, 10, 10);

        assertThat(tempo.intervalSeconds()).hasValue(10);
    }

    @ParameterizedTest
    @CsvSource({"0.98, 1", "2.6, 2.5", "9.7, 10", "890, 900", "40, 40", "0.01, 0.1"})
    void a_pause_close_to_a_usual_one_is_meant_to_be_it(double measured, double meant) {
        heardAfter(0, measured, measured, measured);

        assertThat(tempo.intervalSeconds()).hasValue(meant);
    }

    @Test
    void a_new_tempo_is_noticed() {
        heardAfter(0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        heardAfter(10, 10, 10, 10, 10, 10, 10, 10);

        assertThat(tempo.intervalSeconds()).hasValue(10);
    }

    @Test
    void a_clock_that_goes_back_is_no_pause() {
        heardAfter(0, 10, 10, 10, -3600, 10, 10);

        assertThat(tempo.intervalSeconds()).hasValue(10);
    }

    private void heardAfter(double... seconds) {
        for (double pause : seconds) {
            now = now.plusMillis(Math.round(pause * 1000));
            tempo.heard(now);
        }
    }
}
