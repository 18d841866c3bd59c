package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.source.PtyPair;

/** One program, one wire for each trouble, and one healthy meter that must not notice any of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TroubleEndToEndTest {

    private static final String HEALTHY = "e0000healthy";

    private static final int NOISE = 1 << 20;

    @TempDir
    private static Path folder;

    private final Dsmr5 healthy = new Dsmr5("E0000HEALTHY", "");
    private int sent;

    private Mosquitto mosquitto;
    private Ear ear;
    private final TcpWire healthyWire = new TcpWire();
    private final TcpWire checksum = new TcpWire();
    private final TcpWire truncated = new TcpWire();
    private final TcpWire noise = new TcpWire();
    private final TcpWire noiseOnHdlc = new TcpWire();
    private final TcpWire ciphered = new TcpWire();
    private final TcpWire flaky = new TcpWire();
    private Path port;
    private Program program;

    TroubleEndToEndTest() throws IOException {}

    @BeforeAll
    void start() throws Exception {
        assumeThat(PtyPair.isPossible()).isTrue();
        mosquitto = Mosquitto.anonymous(folder);
        ear = Ear.at(mosquitto.port());
        port = folder.resolve("ttyUSB0");
        program = Program.run(folder, """
                gateway: cellar
                zone: %s
                sources:
                  - {id: healthy, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: checksum, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: truncated, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: noise, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: noise-hdlc, type: tcp, host: 127.0.0.1, port: %d, protocol: hdlc}
                  - {id: ciphered, type: tcp, host: 127.0.0.1, port: %d, protocol: hdlc}
                  - {id: flaky, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: unplugged, type: serial, port: %s}
                  - id: json
                    type: mqtt
                    protocol: tasmota
                    broker: {host: 127.0.0.1, port: %d}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(
                        Dsmr5.ZONE,
                        healthyWire.port(),
                        checksum.port(),
                        truncated.port(),
                        noise.port(),
                        noiseOnHdlc.port(),
                        ciphered.port(),
                        flaky.port(),
                        port,
                        mosquitto.port(),
                        mosquitto.port()));
    }

    /** After everything: no reading of the healthy meter is missing, twice, or out of order. */
    @AfterAll
    void stop() {
        if (program == null) {
            return; // socat or mosquitto is missing
        }
        try {
            assertThat(ear.series(HEALTHY, "power_w"))
                    .isEqualTo(IntStream.rangeClosed(1, sent)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(program.stop()).isZero();
            assertThat(program.log())
                    .doesNotContain("Exception", "\tat ", "fault of ours")
                    .doesNotContain("E0000HEALTHY");
        } finally {
            program.close();
            ear.close();
            mosquitto.close();
        }
    }

    @Test
    void a_wrong_checksum_is_a_reject_at_most_every_ten_seconds() throws Exception {
        Dsmr5 meter = new Dsmr5("E0000000000000001", "");
        checksum.send(meter.next());
        byte[] broken = meter.next();
        broken[broken.length - 3] = (byte) (broken[broken.length - 3] == '0' ? '1' : '0'); // of the checksum
        for (int i = 0; i < 5; i++) {
            checksum.send(broken);
        }
        checksum.send(meter.next());

        Message reject = ear.await("gateway/cellar/reject/checksum");
        assertThat(reject.string("reason")).isEqualTo("checksum");
        assertThat(reject.string("protocol")).isEqualTo("dsmr");
        assertThat(reject.string("source")).isEqualTo("checksum");
        assertThat(reject.json().path("length").asInt()).isEqualTo(broken.length);
        assertThat(reject.json().path("suppressed").asInt(-1)).isZero();
        assertThat(reject.json().at("/frame/data").asText()).isEqualTo(new String(broken, StandardCharsets.US_ASCII));
        assertThat(reject.kept()).isFalse();
        ear.awaitReading("e0000000000000001", "power_w", "3");
        assertThat(ear.series("e0000000000000001", "power_w")).containsExactly("1", "3");
        assertThat(ear.all("gateway/cellar/reject/checksum")).hasSize(1);
        theHealthyMeterGoesOn();
    }

    @Test
    void half_a_telegram_is_a_reject_and_the_next_one_is_read() throws Exception {
        Dsmr5 meter = new Dsmr5("E0000000000000002", "");
        byte[] half = meter.next();
        truncated.send(Arrays.copyOf(half, half.length / 2));
        truncated.send(meter.next());

        assertThat(ear.await("gateway/cellar/reject/truncated").string("reason"))
                .isEqualTo("truncated");
        ear.awaitReading("e0000000000000002", "power_w", "2");
        theHealthyMeterGoesOn();
    }

    @Test
    void a_mebibyte_of_noise_costs_nothing_but_rejects() throws Exception {
        byte[] random = new byte[NOISE];
        new Random(20_250_114).nextBytes(random);
        theHealthyMeterGoesOn();
        noise.send(random);
        noiseOnHdlc.send(random);
        theHealthyMeterGoesOn();
        Dsmr5 p1 = new Dsmr5("E0000000000000003", "");
        E450 hdlc = new E450(Optional.of("LGZ1030000000003"));
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < 2; i++) { // the first may end what the noise began
            noise.send(p1.next());
            noiseOnHdlc.send(hdlc.powers(now, 2));
        }

        ear.awaitReading("e0000000000000003", "power_w", "2");
        ear.awaitReading("lgz1030000000003", "power_w", "2");
        assertThat(ear.await("gateway/cellar/reject/noise")
                        .json()
                        .path("length")
                        .asInt())
                .isPositive();
        assertThat(ear.all("gateway/cellar/reject/noise"))
                .extracting(reject -> reject.string("reason"))
                .doesNotHaveDuplicates();
        theHealthyMeterGoesOn();
    }

    @Test
    void an_encrypted_telegram_lacks_a_key() throws Exception {
        ciphered.send(new E450(Optional.empty()).ciphered());

        Message reject = ear.await("gateway/cellar/reject/ciphered");
        assertThat(reject.string("reason")).isEqualTo("no_key");
        assertThat(reject.string("protocol")).isEqualTo("dlms");
        assertThat(reject.string("detail")).doesNotContain("1020304050");
        theHealthyMeterGoesOn();
    }

    @Test
    void a_broken_message_is_a_reject_and_the_next_one_is_read() throws Exception {
        await().pollInSameThread().until(() -> {
            publish("{\"z\":{\"SMid\":\"JSON7777\",\"Pi\":0.001,\"Po\":0.000}}");
            return ear.hasHeard("meter/json7777/reading");
        });
        publish("{\"z\":{\"SMid\":\"JSON7777\",\"Pi\":0.0");
        publish("{\"z\":{\"SMid\":\"JSON7777\",\"Pi\":0.002,\"Po\":0.000}}");

        Message reject = ear.await("gateway/cellar/reject/json");
        assertThat(reject.string("reason")).isEqualTo("decode");
        assertThat(reject.string("protocol")).isEqualTo("tasmota");
        assertThat(reject.string("detail")).doesNotContain("JSON7777");
        ear.awaitReading("json7777", "power_w", "2");
        theHealthyMeterGoesOn();
    }

    @Test
    void a_port_that_vanishes_and_returns_is_read_again() throws Exception {
        await().until(() -> program.log().contains("no such port"));
        assertThat(program.log())
                .contains("polymeter.yaml:11: port " + port + " of source 'unplugged' is not there")
                .containsPattern(
                        "source unplugged: .*serial .*ttyUSB0 115200 8N1: there is no such port; .*; trying again");
        Dsmr5 meter = new Dsmr5("E0000000000000004", "");
        for (int plugged = 1; plugged <= 2; plugged++) {
            try (PtyPair wire = PtyPair.plugIn(port)) {
                int before = ear.all("meter/e0000000000000004/reading").size();
                await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
                    wire.send(meter.next());
                    return ear.all("meter/e0000000000000004/reading").size() > before;
                });
                wire.pullOut(port);
            }
            theHealthyMeterGoesOn();
        }
        assertThat(program.log()).contains("was the cable unplugged?");
    }

    @Test
    void a_device_that_hangs_up_and_returns_is_called_again() throws Exception {
        Dsmr5 meter = new Dsmr5("E0000000000000005", "");
        flaky.send(meter.next());
        ear.awaitReading("e0000000000000005", "power_w", "1");
        flaky.hangUp();
        theHealthyMeterGoesOn();
        flaky.listenAgain();
        flaky.send(meter.next());
        ear.awaitReading("e0000000000000005", "power_w", "2");
        await().until(() -> program.log().contains("source flaky: tcp 127.0.0.1:" + flaky.port() + " is back"));
        assertThat(program.log()).contains("tcp 127.0.0.1:" + flaky.port() + ": closed by the other side");
        theHealthyMeterGoesOn();
    }

    private void theHealthyMeterGoesOn() throws IOException {
        healthyWire.send(healthy.next());
        sent++;
        ear.awaitReading(HEALTHY, "power_w", "" + sent);
    }

    private void publish(String payload) throws IOException {
        MosquittoSub.publishOnce(mosquitto.port(), "tele/gPlug7/SENSOR", payload);
    }
}
