package org.polymeter.gateway.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PauseTest {

    private static final Instant NOW = Instant.parse("2025-01-14T09:12:35Z");

    /** The forms of RFC 9110, section 10.2.3, and what is none of them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            120                            | 120
            999999999                      | 3600
            Tue, 14 Jan 2025 09:13:35 GMT  | 60
            Tue, 14 Jan 2025 09:12:05 GMT  | -30
            soon                           | 0
            -5                             | 0
            """)
    void lasts_as_long_as_was_asked_but_an_hour_at_most(String asked, long seconds) {
        Pause pause = new Pause(() -> 7);

        pause.begin(Optional.of(asked), NOW);

        assertThat(pause.left()).isEqualTo(Duration.ofSeconds(seconds));
    }
}
