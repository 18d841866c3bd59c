package org.polymeter.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Cable;
import org.polymeter.gateway.mqtt.Mosquitto;

/**
 * The clock of the gateway's computer is set forward and back by an hour while meters speak. After each step, states
 * come, positions are written, and what has lost its connection comes back; no meter is thought to be silent.
 */
class SteppedClockTest {

    private static final int TIMES = Scale.times("CLOCK", 1);
    private static final Duration[] STEPS = {Duration.ofHours(1), Duration.ZERO, Duration.ofHours(-1), Duration.ZERO};

    @TempDir
    Path folder;

    private final Random random = Scale.random();

    @Test
    void nothing_is_lost_or_stands_still_when_the_clock_is_set() throws Exception {
        FakeClock clock = FakeClock.in(folder);
        try (Mosquitto mosquitto = Mosquitto.unrecorded(folder);
                Cable cable = new Cable(mosquitto.port());
                Load load = Load.overTcp();
                Trial trial = new Trial(folder, load)
                        .with("""
                                clock: {max-skew: %dm}
                                state: {interval: 200ms}
                                """.formatted(Times.MAX_SKEW.toMinutes()).strip());
                Program gateway = trial.gateway(cable.port(), clock.environment())) {
            trial.witness().listenAt(mosquitto.port());
            load.start();
            for (int round = 0; round < TIMES; round++) {
                for (Duration ahead : STEPS) {
                    trial.awaitReadings();
                    Thread.sleep(random.nextInt(1_000));
                    clock.set(ahead);
                    Trial.await(
                            "readings by the new time",
                            () -> trial.witness()
                                            .times()
                                            .ahead()
                                            .minus(ahead)
                                            .abs()
                                            .compareTo(Times.MAX_SKEW)
                                    < 0);
                    awaitStatesAndPositions(trial);
                    if (ahead.isZero()) {
                        cable.cut();
                        awaitStatesAndPositions(trial);
                    }
                }
            }
            assertThat(trial.witness().offline()).as("thought to be silent").isEmpty();
            load.hush();
            trial.expect(load.ledger().all());
            trial.judge("clock set by an hour", TIMES * STEPS.length, gateway);

            Times times = trial.witness().times();
            assertThat(times.wrong()).as("times that the profile forbids").isEmpty();
            assertThat(times.doubted()).isPositive();
            assertThat(times.believed()).isPositive();
            assertThat(gateway.log()).doesNotContain("Exception", "fault of ours");
        }
    }

    private static void awaitStatesAndPositions(Trial trial) throws IOException {
        trial.awaitReadings();
        Map<String, Integer> states = trial.witness().states();
        FileTime written = Files.getLastModifiedTime(positions(trial));
        Trial.await(
                "states of all meters",
                () -> trial.witness().states().entrySet().stream()
                        .allMatch(state -> state.getValue() > 1 + states.getOrDefault(state.getKey(), 0)));
        Trial.await(
                "positions", () -> Files.getLastModifiedTime(positions(trial)).compareTo(written) > 0);
    }

    private static Path positions(Trial trial) {
        return trial.data().resolve("journal/positions");
    }
}
