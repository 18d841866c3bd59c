package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;

final class EspSmartMeterAdapterTest {

    private static final String BOX =
            "\"elapsedtime\":5000,\"rssi\":-70,\"mac\":\"00:00:00:00:00:01\",\"localip\":\"10.0.0.7\",\"ssid\":\"x\",";
    private static final String DLMS =
            "\"header\":{\"frameformat\":3,\"segmentation\":0,\"datalength\":120,\"client\":65,"
                    + "\"server\":2179,\"control\":19,\"hcs\":\"0XEB85\",\"fcs\":\"0XBE70\",\"llc\":\"0XE6E700\"},";

    private final Adapter esp = Adapters.named("esp-smart-meter").orElseThrow();

    @Test
    void the_first_layout_is_the_meters_list_with_scalers_and_units() {
        Telegram telegram = decoded(
                esp,
                "emeter/data.json",
                "{" + BOX + DLMS
                        + "\"apdu\":{\"tag\":15,\"liiap\":\"0X40000000\",\"datetime\":\"00\"},\"payload0XEB85\":[["
                        + "[\"0000010000FF\",\"07EA0701030E310BFF8000FF\"],[\"0100010700FF\",1106,[0,\"W\"]],"
                        + "[\"01001F0700FF\",18,[-1,\"A\"]],[\"0100200700FF\",2345,[-1,\"V\"]],"
                        + "[\"0100040700FF\",407,[0,\"var\"]],[\"0100010800FF\",3108526,[0,\"Wh\"]],"
                        + "[\"0100030800FF\",-1,[1,\"varh\"]],[\"01000D0700FF\",950,[-3,\"*\"]],"
                        + "[\"0000600100FF\",\"37333539\"]]]}");
        assertThat(telegram.protocol()).isEqualTo("esp-smart-meter");
        assertThat(telegram.localSecond())
                .isEqualTo(LocalDateTime.of(2026, 7, 1, 14, 49, 11).toEpochSecond(ZoneOffset.UTC));
        assertThat(telegram.deviation()).isEqualTo(Deviation.UNSAID);
        assertThat(lines(telegram))
                .containsSubsequence(
                        "1-0:1.7.0 1106 W",
                        "1-0:31.7.0 1.8 A",
                        "1-0:32.7.0 234.5 V",
                        "1-0:4.7.0 407 var",
                        "1-0:1.8.0 3108526 Wh",
                        "1-0:3.8.0 -10 varh",
                        "1-0:13.7.0 0.950",
                        "0-0:96.1.0 7359");
        assertThat(telegram.warnings()).isEmpty();
        assertThat(esp.device("emeter/data.json")).hasValue("emeter");
    }

    @Test
    void the_second_layout_is_an_object_by_code() {
        Telegram telegram = decoded(
                esp,
                "",
                "{" + BOX + "\"header\":{\"encoding\":\"A-XDR\",\"hcs\":\"eb85\"},\"hostname\":\"emeter\","
                        + "\"apdu\":{\"tag\":15,\"liiap\":\"40000000\",\"datetime\":\"0C07EA0701030E310BFFFF8800\"},"
                        + "\"payload\":{\"0100010700FF\":[1106,[0,\"W\"]],\"0100200700FF\":[2345,[-1,\"V\"]],"
                        + "\"0100010800FF\":[3108526,[0,\"Wh\"]]}}");
        assertThat(telegram.deviation()).isEqualTo(-120);
        assertThat(lines(telegram)).containsExactly("1-0:1.7.0 1106 W", "1-0:32.7.0 234.5 V", "1-0:1.8.0 3108526 Wh");
    }

    @Test
    void a_list_without_scalers_is_completed_by_the_meters_kind() {
        Telegram telegram = decoded(
                esp,
                "",
                "{" + BOX + "\"header\":{\"encoding\":\"A-XDR\"},\"apdu\":{\"datetime\":\"00\"},\"payload\":"
                        + "{\"Kamstrup_V0001\":[\"0101000005FF\",\"35373036\",\"0101010700FF\",1234,"
                        + "\"01011F0700FF\",215,\"0101200700FF\",231,\"0001010000FF\",\"07EA0701030E0005FF800000\","
                        + "\"0101010800FF\",1234567]}}");
        assertThat(lines(telegram))
                .contains(
                        "1-1:1.7.0 1234 W",
                        "1-1:31.7.0 2.15 A",
                        "1-1:32.7.0 231 V",
                        "1-1:1.8.0 12345670 Wh",
                        "1-1:0.0.5 5706");
    }

    @Test
    void text_of_the_first_layout_is_a_p1_telegram() {
        Telegram telegram = decoded(
                esp,
                "",
                "{" + BOX + "\"header\":\"ISK5\\\\2M550T-1012\",\"payload\":[[\"ISK5\\\\2M550T-1012\"],"
                        + "[\"1-3:0.2.8\",\"50\"],[\"0-0:1.0.0\",\"260701144911S\"],"
                        + "[\"0-0:96.1.1\",\"4530303331\"],[\"1-0:1.8.1\",\"000671.578\",\"kWh\"],"
                        + "[\"1-0:1.7.0\",\"00.318\",\"kW\"],[\"0-1:24.1.0\",\"003\"],"
                        + "[\"0-1:24.2.1\",\"260701144500S\",\"00671.790\",\"m3\"]]}");
        assertThat(telegram.isTimed()).isTrue();
        assertThat(telegram.identification()).isEqualTo("ISK5\\2M550T-1012");
        assertThat(lines(telegram))
                .contains("0-0:96.1.1 E0031", "1-0:1.8.1 671.578 kWh", "1-0:1.7.0 0.318 kW", "0-1:24.2.1 671.790 m3");
    }

    @Test
    void text_of_the_second_layout_too() {
        Telegram telegram = decoded(
                esp,
                "",
                "{" + BOX + "\"header\":{\"id\":\"ELL5\\\\253833635_A\",\"encoding\":\"ASCII\",\"crc\":\"a1b2\"},"
                        + "\"payload\":{\"ELL5_253833635_A\":{\"0-0:1.0.0\":[\"260701144911S\"],"
                        + "\"1-0:1.8.0\":[5287.591,\"kWh\"],\"1-0:32.7.0\":[231.5,\"V\"]}}}");
        assertThat(telegram.isTimed()).isTrue();
        assertThat(lines(telegram)).contains("1-0:1.8.0 5287.591 kWh", "1-0:32.7.0 231.5 V");
    }

    @Test
    void a_box_that_has_heard_no_meter_yet_says_nothing() {
        assertThat(decoded(esp, "", "{" + BOX + "\"ntp\":1}").size()).isZero();
    }

    @Test
    void a_fault_lies_at_the_payload() {
        String values = "{" + BOX + DLMS + "\"payload0XEB85\":[1,2,3]}";
        Outcome outcome = esp.decode("", bytes(values), new Telegram());
        assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
        Fault fault = ((Outcome.Rejected) outcome).fault();
        assertThat(fault.offset()).isEqualTo(values.indexOf("[1"));
        assertThat(fault.expected()).contains("OBIS codes");
    }

    @Test
    void long_lists_and_texts_have_long_lengths() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            list.append(i == 0 ? "" : ",").append("[\"0100%02X0700FF\",%d,[0,\"W\"]]".formatted(i % 250, i));
        }
        String text = "41".repeat(200);
        Telegram telegram = decoded(
                esp, "", "{" + BOX + DLMS + "\"payload0XEB85\":[[" + list + ",[\"0000600D00FF\",\"" + text + "\"]]]}");
        assertThat(lines(telegram)).hasSize(301).contains("0-0:96.13.0 " + "A".repeat(200));
    }
}
