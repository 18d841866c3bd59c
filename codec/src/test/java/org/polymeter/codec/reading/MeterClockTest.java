package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;

class MeterClockTest {

    private final MeterClock amsterdam = new MeterClock(ZoneId.of("Europe/Amsterdam"));

    private Instant resolve(String local, int deviation, String near) {
        long second = LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC);
        return amsterdam.resolve(second, deviation, Instant.parse(near));
    }

    @Test
    void the_letter_decides_in_the_hour_that_comes_twice() {
        assertThat(resolve("2025-10-26T02:30:00", Deviation.SUMMER, "2025-10-26T00:30:00Z"))
                .isEqualTo("2025-10-26T00:30:00Z");
        assertThat(resolve("2025-10-26T02:30:00", Deviation.WINTER, "2025-10-26T01:30:00Z"))
                .isEqualTo("2025-10-26T01:30:00Z");
    }

    @Test
    void without_a_letter_the_time_of_receipt_decides() {
        assertThat(resolve("2025-10-26T02:30:00", Deviation.UNSAID, "2025-10-26T00:30:07Z"))
                .isEqualTo("2025-10-26T00:30:00Z");
        assertThat(resolve("2025-10-26T02:30:00", Deviation.UNSAID, "2025-10-26T01:30:07Z"))
                .isEqualTo("2025-10-26T01:30:00Z");
    }

    @Test
    void swedish_meters_stay_on_winter_time_in_summer() {
        assertThat(resolve("2025-06-01T12:00:00", Deviation.WINTER, "2025-06-01T11:00:00Z"))
                .isEqualTo("2025-06-01T11:00:00Z");
    }

    @Test
    void a_wall_time_that_spring_skips_is_moved_on() {
        assertThat(resolve("2025-03-30T02:30:00", Deviation.UNSAID, "2025-03-30T01:30:00Z"))
                .isEqualTo("2025-03-30T01:30:00Z");
    }

    @Test
    void a_deviation_is_read_as_the_standard_says_or_as_some_meters_mean_it() {
        assertThat(resolve("2025-06-01T12:00:00", -120, "2025-06-01T10:00:05Z")).isEqualTo("2025-06-01T10:00:00Z");
        assertThat(resolve("2025-06-01T12:00:00", 120, "2025-06-01T10:00:05Z")).isEqualTo("2025-06-01T10:00:00Z");
    }
}
