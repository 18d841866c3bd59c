package org.polymeter.codec.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class CivilTimeTest {

    @Test
    void every_day_of_three_centuries_is_where_java_has_it() {
        LocalDate last = LocalDate.of(2200, 12, 31);
        for (LocalDate day = LocalDate.of(1900, 1, 1); !day.isAfter(last); day = day.plusDays(1)) {
            assertThat(CivilTime.localSecond(day.getYear(), day.getMonthValue(), day.getDayOfMonth(), 13, 14, 15))
                    .isEqualTo(day.atTime(13, 14, 15).toEpochSecond(ZoneOffset.UTC));
        }
    }
}
