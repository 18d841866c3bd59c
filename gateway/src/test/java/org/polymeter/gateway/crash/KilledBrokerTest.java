package org.polymeter.gateway.crash;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Cable;
import org.polymeter.gateway.mqtt.Mosquitto;

/**
 * The broker is killed at random moments and forgets everything, also what it has acknowledged. So what is promised is
 * that the gateway publishes until the broker acknowledges; the {@link Witness} hears what a broker acknowledges. It
 * subscribes before the gateway's cable to the new broker is plugged in.
 */
class KilledBrokerTest {

    private static final int TIMES = Scale.times("BROKER", 2);
    private static final int LONGEST_LIFE_MILLIS = 2_000;

    @TempDir
    Path folder;

    private final Random random = Scale.random();

    @Test
    void all_that_meters_say_arrives_though_the_broker_is_killed() throws Exception {
        int port = Mosquitto.freePort();
        try (Mosquitto mosquitto = Mosquitto.unrecorded(folder);
                Load load = Load.overTcp();
                Trial trial = new Trial(folder, load);
                Program gateway = trial.gateway(port)) {
            load.start();
            for (int life = 0; life < TIMES; life++) {
                trial.witness().listenAt(mosquitto.port());
                try (Cable cable = new Cable(mosquitto.port(), port)) {
                    trial.awaitReadings();
                    Thread.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
                    mosquitto.kill();
                    cable.cut();
                }
                mosquitto.start();
            }
            trial.witness().listenAt(mosquitto.port());
            Cable last = new Cable(mosquitto.port(), port);
            trial.awaitReadings();
            load.hush();
            trial.expect(load.ledger().all());
            trial.judge("broker killed", TIMES, gateway);
            last.close();
        }
    }
}
