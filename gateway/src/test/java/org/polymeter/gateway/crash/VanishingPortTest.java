package org.polymeter.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** Serial cables are pulled out and TCP connections cut in the middle of a telegram, and come back. */
class VanishingPortTest {

    private static final int TIMES = Scale.times("PORT", 2);
    private static final int LONGEST_LIFE_MILLIS = 3_000;
    private static final int GRACE_MILLIS = 1_200;
    private static final int LONGEST_ABSENCE_MILLIS = 1_000;

    @TempDir
    Path folder;

    private final Random random = Scale.random();

    @Test
    void what_was_sent_a_second_before_a_port_vanishes_arrives_and_half_a_telegram_does_not() throws Exception {
        assumeTrue(PtyPair.isPossible(), "socat is not installed; ./verify installs it");
        try (Mosquitto mosquitto = Mosquitto.unrecorded(folder);
                Load load = Load.overSerialAndTcp(folder);
                Trial trial = new Trial(folder, load);
                Program gateway = trial.gateway(mosquitto.port())) {
            trial.witness().listenAt(mosquitto.port());
            load.start();
            long plugged = System.nanoTime();
            for (int life = 0; life < TIMES; life++) {
                trial.awaitAllMeters(plugged);
                long open = System.nanoTime();
                Thread.sleep(GRACE_MILLIS + random.nextInt(LONGEST_LIFE_MILLIS)); // or nothing is due
                long crash = System.nanoTime();
                load.vanish(random);
                trial.expect(load.ledger().dueBetween(open, crash));
                Thread.sleep(random.nextInt(LONGEST_ABSENCE_MILLIS));
                plugged = System.nanoTime();
                load.comeBack();
            }
            trial.awaitAllMeters(plugged);
            load.hush();
            trial.judge("ports vanish and come back", TIMES, gateway);
            assertThat(gateway.log()).doesNotContain("Exception", "fault of ours");
        }
    }
}
