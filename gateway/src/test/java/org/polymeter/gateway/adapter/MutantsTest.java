package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

/** A law: whatever arrives, an adapter does not throw, and a fault lies inside the message. */
final class MutantsTest {

    private static final int MUTANTS = 20_000;
    private static final String HARMFUL = "{}[]\",:.-+eE0123456789ntf\\u\0\u007f ";

    private static final List<String> SEEDS = List.of(
            """
            {"StatusSNS":{"Time":"2026-09-11T14:49:11","z":{"SMid":"3330303132333435","Pi":0.000,"P1i":12,
            "P2i":1,"P3i":2,"Power":[1,2.5],"V1_32.7":230.1,"1_8_0":7}},"ESP32":{"Temperature":42.7}}""",
            "{\"value\": 0.35000000000000003, \"timestamp\": 1625237898, \"obis\": \"1.7.0\"}",
            "{\"meter\": {\"ts\": \"2021-07-02T16:58:18+02:00\", \"1.7.0\": 28.0}}",
            """
            {"report":{"date_time_local":"2025-10-07T14:26:10+02:00","instantaneous_power":{"active":
            {"positive":{"total":0.5}}},"energy":{"active":{"positive":{"total":75.133}}}},"meter":{"id":"1"}}""",
            """
            {"wifi_ssid":"x","unique_id":"4131","active_power_w":-5,"total_power_import_kwh":1.5,
            "total_gas_m3":2.5,"gas_timestamp":210606140010}""");

    static List<String> names() {
        return Adapters.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void never_throws(String name) {
        Adapter adapter = Adapters.named(name).orElseThrow();
        long seed = 20_260_911;
        Random random = new Random(seed);
        Telegram telegram = new Telegram();
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(random);
            String topic = i % 3 == 0 ? "" : i % 3 == 1 ? "smartmeter/7/ACTIVE_POWER_P" : "tele/x/SENSOR";
            Adapters.recognise(topic, mutant);
            Outcome outcome = adapter.decode(topic, mutant, telegram);
            if (outcome instanceof Outcome.Rejected rejected) {
                assertThat(rejected.fault().offset())
                        .describedAs("seed %s, mutant %s", seed, i)
                        .isBetween(0, mutant.length);
            }
            assertThat(telegram.observations()).hasSize(telegram.size());
        }
    }

    private static byte[] mutant(Random random) {
        byte[] bytes = bytes(SEEDS.get(random.nextInt(SEEDS.size())));
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = (byte) HARMFUL.charAt(random.nextInt(HARMFUL.length()));
                case 2 -> bytes = java.util.Arrays.copyOf(bytes, at);
                default -> {
                    int length = Math.min(random.nextInt(12), bytes.length - at);
                    System.arraycopy(bytes, random.nextInt(bytes.length - length + 1), bytes, at, length);
                }
            }
        }
        return bytes;
    }
}
