package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Telegram;

final class AmsReaderTest {

    private static final String BOX =
            "\"id\":\"00:00:00:00:00:01\",\"name\":\"ams\",\"up\":55,\"t\":%d,\"vcc\":3.210,\"rssi\":-60,\"temp\":-127.00,";
    private static final String REALTIME =
            "\"realtime\":{\"h\":0.10,\"d\":1.2,\"t\":5,\"x\":1.29,\"he\":0.00,\"de\":0.0}";

    private final Adapter ams = Adapters.named("amsreader").orElseThrow();

    @Test
    void a_short_list_is_the_power_alone() {
        String payload = "{" + BOX.formatted(1_782_910_151) + "\"data\":{\"P\":412}," + REALTIME + "}";
        Telegram telegram = decoded(ams, "amsreader/list1", payload);
        assertThat(lines(telegram)).containsExactly("1-0:1.7.0 412 W");
        assertThat(telegram.localSecond()).isEqualTo(1_782_910_151);
        assertThat(telegram.deviation()).isZero();
        assertThat(Adapters.recognise("", bytes(payload)).orElseThrow().protocol())
                .isEqualTo("amsreader");
    }

    @Test
    void a_long_list_has_registers() {
        Telegram telegram = decoded(
                ams,
                "amsreader/list3",
                "{" + BOX.formatted(0)
                        + "\"data\":{\"lv\":\"KFM_001\",\"meterId\":\"6970631400000001\",\"type\":\"MA304H3E\",\"P\":59,"
                        + "\"Q\":0,\"PO\":0,\"QO\":7,\"I1\":0.10,\"U1\":227.10,\"PF\":0.95,\"P1\":20,\"PO3\":1,"
                        + "\"tPI\":1685.334,\"tPO\":0.000,\"tQI\":21.038,\"tQO\":1320.125,\"rtc\":1782910160},"
                        + REALTIME + "}");
        assertThat(telegram.localSecond()).as("the box's clock is not set").isEqualTo(1_782_910_160);
        assertThat(telegram.warnings()).isEmpty();
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:96.1.0 6970631400000001",
                        "0-0:96.1.7 MA304H3E",
                        "1-0:1.7.0 59 W",
                        "1-0:3.7.0 0 var",
                        "1-0:2.7.0 0 W",
                        "1-0:4.7.0 7 var",
                        "1-0:31.7.0 0.10 A",
                        "1-0:32.7.0 227.10 V",
                        "1-0:13.7.0 0.95",
                        "1-0:21.7.0 20 W",
                        "1-0:62.7.0 1 W",
                        "1-0:1.8.0 1685.334 kWh",
                        "1-0:2.8.0 0.000 kWh",
                        "1-0:3.8.0 21.038 kvarh",
                        "1-0:4.8.0 1320.125 kvarh");
    }

    @Test
    void no_clock_at_all_is_remarked_once() {
        Telegram telegram = decoded(ams, "", "{" + BOX.formatted(0) + "\"data\":{\"P\":1,\"rtc\":0}," + REALTIME + "}");
        assertThat(telegram.isTimed()).isFalse();
        assertThat(telegram.warnings()).hasSize(1);
    }
}
