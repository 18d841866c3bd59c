package org.polymeter.gateway.crash;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Mosquitto;

/** The gateway is killed at random moments, every other time with a broker that takes nothing. */
class KilledGatewayTest {

    private static final int TIMES = Scale.times("GATEWAY", 3);
    private static final int LONGEST_LIFE_MILLIS = 4_000;

    @TempDir
    Path folder;

    private final Random random = Scale.random();

    @Test
    void what_was_sent_a_second_before_the_gateway_is_killed_arrives() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.unrecorded(folder);
                Load load = Load.overTcp().start();
                Trial trial = new Trial(folder, load)) {
            trial.witness().listenAt(mosquitto.port());
            for (int life = 0; life < TIMES; life++) {
                long begin = System.nanoTime();
                try (Program gateway = trial.gateway(mosquitto.port())) {
                    trial.awaitTelegrams();
                    if (life % 2 == 0) {
                        mosquitto.freeze();
                    }
                    Thread.sleep(
                            life == 0 ? LONGEST_LIFE_MILLIS : random.nextInt(LONGEST_LIFE_MILLIS)); // something is due
                    long crash = System.nanoTime();
                    gateway.kill();
                    mosquitto.thaw();
                    load.hangUp();
                    trial.expect(load.ledger().dueBetween(begin, crash));
                }
            }
            try (Program gateway = trial.gateway(mosquitto.port())) {
                trial.awaitTelegrams();
                trial.judge("gateway killed", TIMES, gateway);
            }
        }
    }
}
