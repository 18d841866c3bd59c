package org.polymeter.gateway.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Mosquitto;

/**
 * The disk is filled by something else, while the gateway runs and before it starts. Meanwhile readings go to the
 * broker and are not safe from a crash; when there is room again, they are.
 */
class FilledDiskTest {

    private static final int TIMES = Scale.times("DISK", 1);
    private static final int WHILE_MILLIS = 1_500;

    private static final String REFUSES = "journal: cannot write";
    private static final String TAKES = "journal: the disk takes readings again";
    private static final String WAITS = "database is full";
    private static final String GOES_ON = "history.db: delivering again";

    @TempDir
    Path folder;

    @Test
    void all_that_meters_say_arrives_while_the_disk_is_full_and_is_kept_when_there_is_room_again() throws Exception {
        try (Mosquitto mosquitto = Mosquitto.unrecorded(folder);
                Load load = Load.overTcp().start();
                Trial trial = new Trial(folder, load);
                SmallDisk disk = SmallDisk.mount(trial.data(), "8m")) {
            trial.witness().listenAt(mosquitto.port());
            for (int round = 0; round < TIMES; round++) {
                long first = System.nanoTime();
                try (Program gateway = trial.gateway(mosquitto.port())) {
                    trial.awaitReadings();
                    disk.fill();
                    makeRoomAndCrash(first, gateway, mosquitto, load, disk, trial);
                }
                disk.fill();
                long second = System.nanoTime();
                try (Program gateway = trial.gateway(mosquitto.port())) {
                    makeRoomAndCrash(second, gateway, mosquitto, load, disk, trial);
                }
            }
            try (Program gateway = trial.gateway(mosquitto.port())) {
                trial.awaitTelegrams();
                trial.judge("disk filled", 2 * TIMES, gateway);
                assertThat(count(REFUSES, gateway))
                        .as("said once each time")
                        .isEqualTo(count(TAKES, gateway))
                        .isBetween(2L * TIMES, 4L * TIMES);
                assertThat(gateway.log()).doesNotContain("Exception", "fault of ours");
            }
        }
    }

    private static void makeRoomAndCrash(
            long begin, Program gateway, Mosquitto mosquitto, Load load, SmallDisk disk, Trial trial) throws Exception {
        trial.awaitReadings();
        Thread.sleep(WHILE_MILLIS);
        Trial.await("words about the disk", () -> {
            disk.fill(); // a file of the journal may have been removed meanwhile
            return count(REFUSES, gateway) > count(TAKES, gateway);
        });
        disk.makeRoom();
        // What came meanwhile is in memory alone; now it is written.
        Trial.await(
                "words about the room",
                () -> count(REFUSES, gateway) == count(TAKES, gateway)
                        && count(WAITS, gateway) == count(GOES_ON, gateway));
        trial.awaitHistory();
        mosquitto.freeze();
        Thread.sleep(WHILE_MILLIS);
        long crash = System.nanoTime();
        gateway.kill();
        mosquitto.thaw();
        load.hangUp();
        trial.expect(load.ledger().dueBetween(begin, crash));
    }

    private static long count(String words, Program gateway) {
        return gateway.log().lines().filter(line -> line.contains(words)).count();
    }
}
