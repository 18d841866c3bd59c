package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

final class ScsAdapterTest {

    private final Adapter scs = Adapters.named("scs").orElseThrow();

    @Test
    void reads_both_versions_and_keeps_the_digits() {
        Telegram telegram = decoded(
                scs,
                "smartmeter/LGZ0000000000001/ACTIVE_POWER_P",
                "{\"value\": 28.0, \"timestamp\": 1625237898, \"obis\": \"1.7.0\"}");
        assertThat(lines(telegram)).containsExactly("0-0:96.1.0 LGZ0000000000001", "1-0:1.7.0 28.0 W");
        assertThat(telegram.localSecond()).isEqualTo(1_625_237_898);
        assertThat(telegram.deviation()).isZero();
        assertThat(scs.fragment(telegram)).isTrue();
        assertThat(lines(decoded(scs, "smartmeter/1/ACTIVE_POWER_P", "{\"value\": 1, \"timestamp\": 1629055611}")))
                .containsExactly("0-0:96.1.0 1", "1-0:1.7.0 1 W");
    }

    @ParameterizedTest
    @CsvSource({
        "ACTIVE_POWER_N_L2, 1-0:42.7.0 5 W",
        "REACTIVE_POWER_P, 1-0:3.7.0 5 var",
        "REACTIVE_POWER_N_L3, 1-0:64.7.0 5 var",
        "POWER_FACTOR_L1, 1-0:33.7.0 5",
        "NET_FREQUENCY, 1-0:14.7.0 5 Hz",
        "CURRENT_L3, 1-0:71.7.0 5 A",
        "VOLTAGE_L2, 1-0:52.7.0 5 V",
        "ANGLE_UI_L1, angle_ui_l1 5",
        "ACTIVE_ENERGY_P, 1-0:1.8.0 5 Wh",
        "ACTIVE_ENERGY_N_T2, 1-0:2.8.2 5 Wh",
        "ACTIVE_ENERGY_P_L1, 1-0:21.8.0 5 Wh",
        "REACTIVE_ENERGY_N_T1, 1-0:4.8.1 5 varh",
        "REACTIVE_ENERGY_Q4, 1-0:8.8.0 5 varh",
        "SOMETHING_NEW, something_new 5"
    })
    void the_topic_names_the_value(String type, String line) {
        assertThat(lines(decoded(scs, "smartmeter/7/" + type, "{\"value\":5}"))).contains(line);
    }

    @Test
    void digits_that_only_binary_arithmetic_makes_are_rounded_off() {
        assertThat(value("0.35000000000000003")).isEqualTo("1-0:31.7.0 0.35 A");
        assertThat(value("0.5700000000000001")).isEqualTo("1-0:31.7.0 0.57 A");
        assertThat(value("1.0000000000000002")).isEqualTo("1-0:31.7.0 1.0 A");
        assertThat(value("2.3499999999999996")).isEqualTo("1-0:31.7.0 2.35 A");
        assertThat(value("123456789.123456")).isEqualTo("1-0:31.7.0 123456789.123456 A");
        assertThat(value("0.000")).isEqualTo("1-0:31.7.0 0.000 A");
        assertThat(value("1e-05")).isEqualTo("1-0:31.7.0 0.00001 A");
    }

    @Test
    void an_id_may_be_the_path_of_a_port() {
        assertThat(scs.device("smartmeter//dev/ttyUSB0/ACTIVE_POWER_P")).hasValue("/dev/ttyUSB0");
        assertThat(lines(decoded(scs, "smartmeter//dev/ttyUSB0/ACTIVE_POWER_P", "{\"value\":5}")))
                .containsExactly("0-0:96.1.0 /dev/ttyUSB0", "1-0:1.7.0 5 W");
        assertThat(scs.device("smartmeter/x")).isEmpty();
        assertThat(scs.device("smartmeter")).isEmpty();
    }

    @Test
    void reads_bundles() {
        Telegram telegram = decoded(
                scs,
                "dt/building/M1/ds",
                "{\"meter\": {\"ts\": \"2021-07-02T16:58:18+02:00\", \"1.7.0\": 28.0, \"1.8.0\": 886977.0, \"3.8.0\": 7.0}}");
        assertThat(lines(telegram))
                .containsExactly("0-0:96.1.0 M1", "1-0:1.7.0 28.0 W", "1-0:1.8.0 886977.0 Wh", "1-0:3.8.0 7.0 varh");
        assertThat(telegram.deviation()).isEqualTo(-120);
        assertThat(telegram.localSecond() + 60L * telegram.deviation()).isEqualTo(1_625_237_898);
        assertThat(scs.fragment(telegram)).isFalse();
    }

    @Test
    void without_a_topic_the_payload_must_name_the_value() {
        assertThat(lines(decoded(scs, "", "{\"value\":5,\"obis\":\"2.8.1\"}"))).containsExactly("1-0:2.8.1 5 Wh");
        assertThat(fault("", "{\"value\":5}").problem()).isEqualTo(Fault.Problem.UNEXPECTED);
    }

    @Test
    void wrong_shapes_are_faults_at_their_byte() {
        assertThat(fault("smartmeter/1/ACTIVE_POWER_P", "{\"value\":\"5\"}").offset())
                .isEqualTo(9);
        assertThat(fault("smartmeter/1/ACTIVE_POWER_P", "{\"value\":null}").offset())
                .isEqualTo(9);
        assertThat(fault("smartmeter/1/ACTIVE_POWER_P", "{\"value\":5,\"timestamp\":\"soon\"}")
                        .offset())
                .isEqualTo(23);
        assertThat(fault("smartmeter/1/ACTIVE_POWER_P", "{\"value\":1e500}").problem())
                .isEqualTo(Fault.Problem.OVER_LIMIT);
        assertThat(fault("smartmeter/1/ACTIVE_POWER_P", "5").offset()).isZero();
    }

    @Test
    void rl_dsp_is_whole_pushes_only() {
        Adapter rlDsp = Adapters.named("rl-dsp").orElseThrow();
        String push = "{\"meter\":{\"ts\":\"2026-07-01T14:49:11+02:00\",\"1.7.0\":412,\"2.8.3\":5000.0,\"99.9.9\":1}}";
        Telegram telegram = decoded(rlDsp, "dt/building/M7/ds", push);
        assertThat(telegram.protocol()).isEqualTo("rl-dsp");
        assertThat(telegram.deviation()).isEqualTo(-120);
        assertThat(lines(telegram))
                .containsExactly("0-0:96.1.0 M7", "1-0:1.7.0 412 W", "1-0:2.8.3 5000.0 Wh", "99_9_9 1");
        assertThat(rlDsp.filters()).containsExactly("dt/+/+/ds");
        assertThat(Adapters.recognise("", bytes(push)).orElseThrow().protocol()).isEqualTo("rl-dsp");
        String single = "{\"value\":1,\"timestamp\":1625237898}";
        assertThat(rlDsp.decode("smartmeter/1/ACTIVE_POWER_P", bytes(single), new Telegram()))
                .isInstanceOf(Outcome.Rejected.class);
        assertThat(rlDsp.recognises("", bytes(single))).isFalse();
    }

    private String value(String literal) {
        return lines(decoded(scs, "smartmeter/1/CURRENT_L1", "{\"value\": " + literal + "}"))
                .getLast();
    }

    private Fault fault(String topic, String payload) {
        Outcome outcome = scs.decode(topic, bytes(payload), new Telegram());
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        return ((Outcome.Rejected) outcome).fault();
    }
}
