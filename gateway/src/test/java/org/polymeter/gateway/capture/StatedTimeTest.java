package org.polymeter.gateway.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;

class StatedTimeTest {

    private final StatedTime unknown = new StatedTime(Optional.empty());
    private final StatedTime lisbon = new StatedTime(Optional.of(ZoneId.of("Europe/Lisbon")));

    @Test
    void summer_and_winter_are_those_of_most_of_europe_unless_a_zone_is_given() {
        assertThat(unknown.rfc3339(second("2025-06-01T12:00:00"), Deviation.SUMMER))
                .contains("2025-06-01T12:00:00+02:00");
        assertThat(unknown.rfc3339(second("2025-06-01T12:00:00"), Deviation.WINTER))
                .contains("2025-06-01T12:00:00+01:00");
        assertThat(lisbon.rfc3339(second("2025-06-01T12:00:00"), Deviation.SUMMER))
                .contains("2025-06-01T12:00:00+01:00");
        assertThat(lisbon.rfc3339(second("2025-01-01T12:00:00"), Deviation.WINTER))
                .contains("2025-01-01T12:00:00Z");
    }

    @Test
    void minutes_are_those_to_add_to_local_time() {
        assertThat(unknown.rfc3339(second("2026-05-04T11:39:00"), -120)).contains("2026-05-04T11:39:00+02:00");
        assertThat(unknown.rfc3339(second("2026-05-04T11:39:00"), 0)).contains("2026-05-04T11:39:00Z");
        assertThat(unknown.rfc3339(second("2026-05-04T11:39:00"), 90)).contains("2026-05-04T11:39:00-01:30");
        assertThat(unknown.rfc3339(second("2026-05-04T11:39:00"), 30_000)).isEmpty();
    }

    @Test
    void what_the_meter_does_not_say_only_a_zone_can_tell() {
        assertThat(unknown.rfc3339(second("2024-02-29T22:48:50"), Deviation.UNSAID))
                .isEmpty();
        assertThat(lisbon.rfc3339(second("2024-07-01T22:48:50"), Deviation.UNSAID))
                .contains("2024-07-01T22:48:50+01:00");
        assertThat(StatedTime.local(second("2024-02-29T22:48:50"))).isEqualTo("2024-02-29T22:48:50");
    }

    private static long second(String local) {
        return LocalDateTime.parse(local).toEpochSecond(ZoneOffset.UTC);
    }
}
