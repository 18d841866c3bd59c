package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.source.PtyPair;

/** A meter of Netz Oberösterreich on a serial port: encrypted, and silent unless it is acknowledged. */
class AmisEndToEndTest {

    private static final String KEY = "000102030405060708090A0B0C0D0E0F";
    private static final ZoneId ZONE = ZoneId.of("Europe/Vienna");
    private static final int READER = 0xF0;
    private static final int SEARCH = 0x40;

    @TempDir
    Path folder;

    private final AtomicInteger acknowledged = new AtomicInteger();

    @Test
    void is_acknowledged_opened_with_its_key_and_published() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        try (Run run = new Run("key: " + KEY)) {
            run.pushUntil(() -> run.ear.hasHeard("house/reading"));
            assertThat(run.ear.await("house/reading").values())
                    .containsAllEntriesOf(
                            Map.of("energy_import_kwh", "684.544", "energy_export_kwh", "129.412", "power_w", "-117"));
            assertThat(run.program.stop()).isZero();
            assertThat(run.ear.all("/reject/")).isEmpty();
            assertThat(run.program.complaints()).isEmpty();
        }
    }

    @Test
    void without_its_key_the_log_says_what_it_is_called() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        try (Run run = new Run("raw: off")) {
            run.pushUntil(() -> run.program.log().contains("source amis"));
            assertThat(run.program.stop()).isZero();
            assertThat(run.program.log()).containsOnlyOnce("no key was given");
        }
    }

    private static byte[] push(int number) {
        LocalDateTime now = LocalDateTime.now(ZONE).truncatedTo(ChronoUnit.SECONDS);
        boolean summer = ZONE.getRules().isDaylightSavings(now.atZone(ZONE).toInstant());
        return new MbusWriter("SIE", "00000000", 1, 2)
                .access(number)
                .time(now, summer)
                .integer(4, 684544, 0x03)
                .integer(4, 129412, 0x83, 0x3C)
                .integer(4, 0, 0x2B)
                .integer(4, 117, 0xAB, 0x3C)
                .push(READER, HexFormat.of().parseHex(KEY));
    }

    /** The program, a broker, and the meter at the other end of the wire. */
    private final class Run implements AutoCloseable {

        final Mosquitto mosquitto;
        final Ear ear;
        final PtyPair wire;
        final Program program;

        Run(String keys) throws Exception {
            Path port = folder.resolve("ttyUSB0");
            mosquitto = Mosquitto.anonymous(folder);
            ear = Ear.at(mosquitto.port());
            wire = PtyPair.plugIn(port);
            InputStream in = wire.listen();
            Thread.ofPlatform().daemon().name("meter").start(() -> hear(in));
            program = Program.run(folder, """
                    gateway: cellar
                    zone: %s
                    sources:
                      - {id: amis, type: serial, port: %s, dialogue: amis, meter: {id: house}, %s}
                    outputs:
                      - {type: mqtt, host: 127.0.0.1, port: %d}
                    """.formatted(ZONE, port, keys, mosquitto.port()));
        }

        /** As the meter does: nothing is sent before the search is acknowledged. */
        void pushUntil(BooleanSupplier done) {
            await().pollInSameThread().until(() -> {
                wire.send(MbusWriter.shortFrame(SEARCH, READER));
                return acknowledged.get() > 0;
            });
            int before = acknowledged.get();
            AtomicInteger number = new AtomicInteger();
            await().pollInSameThread().until(() -> {
                wire.send(push(number.incrementAndGet()));
                return done.getAsBoolean();
            });
            assertThat(acknowledged.get()).as("pushes acknowledged").isGreaterThan(before);
        }

        private void hear(InputStream in) {
            try (in) {
                for (int b = in.read(); b >= 0; b = in.read()) {
                    if (b == 0xE5) {
                        acknowledged.incrementAndGet();
                    }
                }
            } catch (IOException unplugged) {
                // the end of the test
            }
        }

        @Override
        public void close() {
            program.close();
            wire.close();
            ear.close();
            mosquitto.close();
        }
    }
}
