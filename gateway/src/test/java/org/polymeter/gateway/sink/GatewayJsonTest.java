package org.polymeter.gateway.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame.Seal;

/** The worked examples of docs/profile.md, byte for byte. */
class GatewayJsonTest {

    @Test
    void writes_the_info_of_the_gateway() {
        Map<String, String> drivers = new LinkedHashMap<>();
        drivers.put("p1", "dsmr");
        drivers.put("gplug", "tasmota");
        Fact.GatewayDescribed fact = new Fact.GatewayDescribed(
                Instant.parse("2025-01-14T08:00:03Z"),
                drivers,
                List.of("e0031003262934315", "g0039001700460117", "10487029"));

        assertThat(text(GatewayJson.info(fact, "cellar", "1.0.0"))).isEqualTo("""
                {"profile":"1.0","gateway":"cellar","software":{"name":"Polymeter","version":"1.0.0"},\
                "started":"2025-01-14T08:00:03Z","sources":[{"id":"p1","driver":"dsmr"},{"id":"gplug","driver":"tasmota"}],\
                "meters":["e0031003262934315","g0039001700460117","10487029"]}""");
    }

    @Test
    void writes_the_counters() {
        Fact.Counted fact = new Fact.Counted(
                Instant.parse("2025-01-14T09:13:00Z"),
                4377,
                Map.of(
                        "p1",
                        new Fact.SourceCount(
                                4371,
                                4386,
                                Map.of("checksum", 2L),
                                new TreeMap<>(Map.of("fall", 1L, "limit", 3L)),
                                Optional.of(Instant.parse("2025-01-14T09:12:59Z")),
                                Optional.of(412L),
                                Optional.of(Seal.NONE))),
                new Fact.OutputCount(153380, 0, 0, 1));

        assertThat(text(GatewayJson.stats(fact, "cellar"))).isEqualTo("""
                {"gateway":"cellar","time":"2025-01-14T09:13:00Z","uptime_s":4377,"sources":{"p1":{"frames":4371,\
                "readings":4386,"rejected":{"checksum":2},"quarantined":{"fall":1,"limit":3},\
                "last_frame":"2025-01-14T09:12:59Z","clock_skew_ms":412}},\
                "output":{"published":153380,"spooled":0,"dropped":0,"reconnects":1}}""");
    }

    @Test
    void writes_a_reject_with_its_frame() {
        assertThat(text(GatewayJson.reject(reject("/ISK5\\2M550T-1012\r\n\r\n1-3:0.2.8(50)\r\n"), "cellar")))
                .isEqualTo("""
                {"gateway":"cellar","source":"p1","received":"2025-01-14T09:01:17.031Z","protocol":"dsmr",\
                "reason":"checksum","detail":"expected BE8C, computed 91F0","length":933,"suppressed":0,\
                "frame":{"encoding":"text","data":"/ISK5\\\\2M550T-1012\\r\\n\\r\\n1-3:0.2.8(50)\\r\\n"}}""");
    }

    @Test
    void a_reject_without_its_frame_has_no_frame() {
        assertThat(text(GatewayJson.reject(reject(""), "cellar"))).endsWith("\"suppressed\":0}");
    }

    @Test
    void bytes_that_are_no_text_are_base64() {
        Fact.Raw fact =
                new Fact.Raw("mbus", "dlms", Instant.parse("2025-01-14T09:12:35.412Z"), true, "", Bytes.of(new byte[] {
                    0x68, (byte) 0xFA, (byte) 0xFA, 0x68, 0x53, (byte) 0xFF
                }));

        assertThat(text(GatewayJson.raw(fact, "cellar"))).isEqualTo("""
                {"gateway":"cellar","source":"mbus","protocol":"dlms","received":"2025-01-14T09:12:35.412Z",\
                "encrypted":true,"encoding":"base64","frame":"aPr6aFP/"}""");
    }

    private static Fact.Rejected reject(String frame) {
        return new Fact.Rejected(
                "p1",
                Instant.parse("2025-01-14T09:01:17.031Z"),
                "dsmr",
                "checksum",
                "expected BE8C, computed 91F0",
                933,
                0,
                Bytes.of(frame.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }
}
