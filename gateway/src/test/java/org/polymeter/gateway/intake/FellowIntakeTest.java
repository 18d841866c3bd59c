package org.polymeter.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.flow.Hearsay;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.profile.Topics;

class FellowIntakeTest implements Hearsay {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    private final List<String> said = new ArrayList<>();
    private final FellowIntake intake =
            new FellowIntake(new Topics("polymeter", "cellar"), () -> NOON, this, gone -> said.add("heir of " + gone));

    @Test
    void readings_are_passed_on_whoever_published_them() {
        Reading reading = Readings.reading("house", NOON, "power_w 1");
        intake.message("polymeter/1/meter/house/reading", ProfileJson.reading(reading), false);
        intake.message("polymeter/1/meter/house/reading", new byte[] {1}, false);
        assertThat(said).containsExactly("house");
    }

    @Test
    void who_is_gone_for_two_seconds_leaves_an_inheritance() {
        status("attic", "offline", false);
        assertThat(said).containsExactly("gone");
        intake.tick(NOON.plusSeconds(1));
        assertThat(said).containsExactly("gone");
        intake.tick(NOON.plusSeconds(2));
        intake.tick(NOON.plusSeconds(3));
        assertThat(said).containsExactly("gone", "heir of attic");
    }

    @Test
    void nobody_waits_for_a_clock_that_was_set_back() {
        status("attic", "offline", false);
        intake.tick(NOON.minusSeconds(3600));
        assertThat(said).containsExactly("gone", "heir of attic");
    }

    @Test
    void who_is_back_in_time_keeps_it() {
        status("attic", "offline", false);
        status("attic", "online", false);
        intake.tick(NOON.plusSeconds(10));
        assertThat(said).containsExactly("gone");
    }

    @Test
    void who_had_gone_before_we_came_leaves_one_too_and_we_ourselves_do_not() {
        status("attic", "offline", true);
        status("cellar", "offline", true);
        intake.tick(NOON.plusSeconds(2));
        assertThat(said).containsExactly("heir of attic");
    }

    private void status(String gateway, String word, boolean retained) {
        intake.message("polymeter/1/gateway/" + gateway + "/status", word.getBytes(StandardCharsets.UTF_8), retained);
    }

    @Override
    public void published(Reading reading) {
        said.add(reading.meter());
    }

    @Override
    public void gone() {
        said.add("gone");
    }
}
