package org.polymeter.gateway.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;

/** Frames as they came for those who want them, and serial numbers for nobody who must not have them. */
class RawAndPrivacyEndToEndTest {

    private static final String SERIAL = "E0047000123456789";
    private static final String GAS_SERIAL = "G0047000987654321";
    private static final String LOGICAL_NAME = "LGZ1030077665544";
    private static final String ADAPTED = "SMID7766554433";

    @TempDir
    Path folder;

    @Test
    void frames_are_published_byte_by_byte() throws Exception {
        Dsmr5 dsmr = new Dsmr5(SERIAL, GAS_SERIAL);
        byte[] telegram = dsmr.next();
        byte[] list = new E450(Optional.of(LOGICAL_NAME)).powers(now(), 7);
        String message = "{\"z\":{\"SMid\":\"" + ADAPTED + "\",\"Pi\":0.412,\"Po\":0.000}}";
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire p1 = new TcpWire();
                TcpWire p1Json = new TcpWire();
                TcpWire hdlc = new TcpWire();
                TcpWire hdlcJson = new TcpWire();
                Program program = Program.run(folder, """
                        gateway: cellar
                        zone: %s
                        sources:
                          - {id: p1, type: tcp, host: 127.0.0.1, port: %d, raw: bytes}
                          - {id: p1-json, type: tcp, host: 127.0.0.1, port: %d, raw: json}
                          - {id: hdlc, type: tcp, host: 127.0.0.1, port: %d, raw: bytes}
                          - {id: hdlc-json, type: tcp, host: 127.0.0.1, port: %d, raw: json}
                          - {id: mqtt, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: %d}, raw: bytes}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                        """.formatted(
                                Dsmr5.ZONE,
                                p1.port(),
                                p1Json.port(),
                                hdlc.port(),
                                hdlcJson.port(),
                                mosquitto.port(),
                                mosquitto.port()))) {
            p1.send(telegram);
            p1Json.send(telegram);
            hdlc.send(list);
            hdlcJson.send(list);

            Message bytes = ear.await("gateway/cellar/raw/p1");
            assertThat(bytes.bytes()).isEqualTo(telegram);
            assertThat(bytes.properties()).contains("protocol:dsmr", "encrypted:false");
            Message text = ear.await("gateway/cellar/raw/p1-json");
            assertThat(text.string("encoding")).isEqualTo("text");
            assertThat(text.string("frame")).isEqualTo(new String(telegram, StandardCharsets.US_ASCII));
            assertThat(ear.await("gateway/cellar/raw/hdlc").bytes()).isEqualTo(list);
            Message base64 = ear.await("gateway/cellar/raw/hdlc-json");
            assertThat(base64.string("encoding")).isEqualTo("base64");
            assertThat(Base64.getDecoder().decode(base64.string("frame"))).isEqualTo(list);
            await().pollInSameThread().until(() -> {
                MosquittoSub.publishOnce(mosquitto.port(), "tele/gPlug10/SENSOR", message);
                return ear.hasHeard("gateway/cellar/raw/mqtt");
            });
            Message adapted = ear.await("gateway/cellar/raw/mqtt");
            assertThat(adapted.text()).isEqualTo(message);
            assertThat(adapted.properties()).contains("topic:tele/gPlug10/SENSOR");
            assertThat(program.stop()).isZero();
        }
    }

    @Test
    void hashed_serials_are_nowhere_to_be_found() throws Exception {
        Dsmr5 dsmr = new Dsmr5(SERIAL, GAS_SERIAL);
        E450 e450 = new E450(Optional.of(LOGICAL_NAME));
        try (Mosquitto mosquitto = Mosquitto.anonymous(folder);
                Mosquitto theirs = Mosquitto.anonymous(folder);
                Ear ear = Ear.at(mosquitto.port());
                TcpWire p1 = new TcpWire();
                TcpWire hdlc = new TcpWire();
                Program program = Program.run(
                        folder, """
                        gateway: cellar
                        zone: %s
                        privacy: hash
                        secret: 0123456789-not-a-real-secret
                        sources:
                          - {id: p1, type: tcp, host: 127.0.0.1, port: %d, raw: bytes}
                          - {id: hdlc, type: tcp, host: 127.0.0.1, port: %d, raw: json, protocol: hdlc}
                          - {id: gplug, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: %d}, raw: json}
                        outputs:
                          - {type: mqtt, host: 127.0.0.1, port: %d}
                          - {type: console, format: table}
                        """.formatted(Dsmr5.ZONE, p1.port(), hdlc.port(), theirs.port(), mosquitto.port()))) {
            p1.send(dsmr.next());
            byte[] broken = dsmr.next();
            broken[broken.length - 3] = (byte) (broken[broken.length - 3] == '0' ? '1' : '0'); // of the checksum
            p1.send(broken);
            p1.send(dsmr.next());
            hdlc.send(e450.powers(now(), 7));
            byte[] disturbed = e450.powers(now(), 8);
            disturbed[disturbed.length / 2] ^= 1;
            hdlc.send(disturbed);
            hdlc.send(e450.powers(now(), 9));
            await().pollInSameThread().until(() -> {
                MosquittoSub.publishOnce(
                        theirs.port(),
                        "tele/gPlug10/SENSOR",
                        "{\"z\":{\"SMid\":\"" + ADAPTED + "\",\"Pi\":0.1,\"Po\":0}}");
                MosquittoSub.publishOnce(
                        theirs.port(), "tele/gPlug10/SENSOR", "{\"z\":{\"SMid\":\"" + ADAPTED + "\",\"Pi\":oops}}");
                return ear.hasHeard("reject/gplug");
            });
            ear.await("reject/p1");
            ear.await("reject/hdlc");
            ear.await("/reading", reading -> "3".equals(reading.values().get("power_w")));
            ear.await("/reading", reading -> "9".equals(reading.values().get("power_w")));
            ear.await("/reading", reading -> reading.values().containsKey("volume_m3"));
            assertThat(program.stop()).isZero();

            assertThat(ear.all("reject/p1").getFirst().json().has("frame")).isFalse();
            assertThat(ear.all("/info"))
                    .allSatisfy(
                            info -> assertThat(info.json().at("/identity/value").isMissingNode())
                                    .isTrue());
            assertThat(ear.all()).noneMatch(message -> message.topic().contains("/raw/"));
            assertThat(ear.all())
                    .allSatisfy(message -> assertThat(revealing(message.topic() + " " + message.text()))
                            .isEmpty());
            assertThat(revealing(program.log())).isEmpty();
            assertThat(program.log()).doesNotContain("not-a-real-secret");
        }
    }

    /** The serials in a text, as they are or in hex digits, in capitals or not. */
    private static List<String> revealing(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return List.of(SERIAL, GAS_SERIAL, LOGICAL_NAME, ADAPTED).stream()
                .map(serial -> serial.toLowerCase(Locale.ROOT))
                .filter(serial -> lower.contains(serial)
                        || lower.contains(hex(serial))
                        || lower.contains(hex(serial.toUpperCase(Locale.ROOT))))
                .toList();
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
