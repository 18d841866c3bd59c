package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
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
            "total_gas_m3":2.5,"gas_timestamp":210606140010}""",
            """
            {"meternumber":"181200000007","timestamp":"2026-07-01T14:49:11+02:00","w_p":4700123,"u1":233.8}""",
            """
            {"elapsedtime":1,"header":{"hcs":"0XEB85"},"apdu":{"datetime":"00"},"payload0XEB85":[[["0000010000FF",
            "07EA0701030E310BFF8000FF"],["0100010700FF",1106,[0,"W"]],["0100200700FF",2345,[-1,"V"]]]]}""",
            """
            {"elapsedtime":1,"header":{"id":"X"},"payload":{"X":{"0-0:1.0.0":["260701144911S"],
            "1-0:1.8.0":[5287.591,"kWh"],"0-1:24.2.1":["260701144500S",1.5,"m3"]}}}""",
            """
            {"up":1,"t":1782910151,"data":{"meterId":"6970","P":59,"tPI":1685.334,"rtc":0},"realtime":{"h":0.1}}""",
            """
            {"gateway":"a","encoding":"text","frame":"/X5\\r\\n\\r\\n1-0:1.8.1(000001.000*kWh)\\r\\n!\\r\\n"}""",
            "{\"encoding\":\"base64\",\"frame\":\"DwAAAAAAAgMJBgEAAQcA/wYAAAABAgIPABYb\"}",
            "4700123",
            "\u000f\0\0\0\0\0\2\2\t\6\1\0\1\7\0\u007f\5\0\0\0\1");

    private static final List<String> TOPICS = List.of(
            "", "smartmeter/7/ACTIVE_POWER_P", "tele/x/SENSOR", "evn/raw", "evn/w_p", "evn/json", "evn/timestamp");

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
            String topic = TOPICS.get(i % TOPICS.size());
            Outcome outcome = adapter.decode(topic, mutant, telegram);
            if (outcome instanceof Outcome.Rejected rejected) {
                assertThat(rejected.fault().offset())
                        .describedAs("seed %s, mutant %s", seed, i)
                        .isBetween(0, mutant.length);
            }
            assertThat(telegram.observations()).hasSize(telegram.size());
        }
    }

    @Test
    void recognising_never_throws_either() {
        Random random = new Random(7);
        for (int i = 0; i < MUTANTS; i++) {
            byte[] mutant = mutant(random);
            Adapters.recognise(TOPICS.get(i % TOPICS.size()), mutant)
                    .ifPresent(
                            adapter -> assertThat(Adapters.names()).isNotEmpty().contains(name(adapter)));
        }
    }

    private static String name(Adapter adapter) {
        return adapter.protocol().equals("scs") ? "smartmeter-datacollector" : adapter.protocol();
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
