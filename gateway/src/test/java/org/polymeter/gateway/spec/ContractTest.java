package org.polymeter.gateway.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContractTest {

    private static final Contract CONTRACT = new Contract();
    private static final String READING = "{\"meter\":\"house\",\"id\":\"753c240a44dac00c6d5cf491005664b1\","
            + "\"time\":\"2025-11-17T14:52:50Z\",\"time_source\":\"meter\",\"received\":\"2025-11-17T14:52:50.233Z\","
            + "\"values\":{\"power_w\":412,\"tariff\":1,\"voltage_l1_v\":230.0}}";
    private static final String EVENT = "{\"event_type\":\"tariff_changed\",\"meter\":\"house\","
            + "\"id\":\"753c240a44dac00c6d5cf491005664b1\",\"time\":\"2025-11-17T14:52:50Z\","
            + "\"time_source\":\"meter\",\"received\":\"2025-11-17T14:52:50.233Z\",\"data\":{\"from\":1,\"to\":2}}";
    private static final String INFO = "{\"profile\":\"1.0\",\"meter\":\"house\",\"medium\":\"electricity\","
            + "\"identity\":{\"scheme\":\"ldn\"},\"protocol\":\"dlms\",\"gateway\":\"cellar\",\"source\":\"p1\","
            + "\"zone\":\"UTC\",\"quantities\":{\"power_w\":{\"unit\":\"W\",\"kind\":\"gauge\"}}}";

    @Test
    void what_obeys_is_not_complained_about() {
        assertThat(CONTRACT.complaints(fact("reading", READING))).isEmpty();
        assertThat(CONTRACT.complaints(fact("event", EVENT))).isEmpty();
        assertThat(CONTRACT.complaints(state("info", INFO))).isEmpty();
        assertThat(CONTRACT.complaints(state("value/power_w", "-543"))).isEmpty();
        assertThat(CONTRACT.complaints(state("value/power_w", ""))).isEmpty();
        assertThat(CONTRACT.complaints(state("status", "online"))).isEmpty();
    }

    @Test
    void names_fields_and_events_to_come_are_welcome() {
        assertThat(CONTRACT.complaints(fact("reading", READING.replace("}}", ",\"x_1\":\"a\",\"year_w\":1}}"))))
                .isEmpty();
        assertThat(CONTRACT.complaints(fact("reading", READING.replace("\"values\"", "\"mood\":true,\"values\""))))
                .isEmpty();
    }

    static Stream<Arguments> wrongReadings() {
        return Stream.of(
                Arguments.of("\"id\":\"753c240a44dac00c6d5cf491005664b1\",", "", "'id' not found"),
                Arguments.of("753c240a44dac00c6d5cf491005664b1", "753C", "/id: does not match"),
                Arguments.of("50Z", "50+01:00", "/time: does not match"),
                Arguments.of("50.233Z", "50Z", "/received: does not match"),
                Arguments.of("\"meter\",\"rec", "\"moon\",\"rec", "/time_source: does not have a value"),
                Arguments.of("412", "\"412\"", "/values/power_w: string found, number expected"),
                Arguments.of("412", "true", "/values/power_w: boolean found"),
                Arguments.of("412", "null", "has a null: power_w"),
                Arguments.of("412", "4.12e2", "has a number that the profile does not know: 4.12e2"),
                Arguments.of("412", "-0", "has a number that the profile does not know: -0"),
                Arguments.of("412", "412,\"power_w\":413", "is no JSON: Duplicate"),
                Arguments.of("\"power_w\"", "\"Power\"", "does not match the regex"),
                Arguments.of("\"power_w\":412,", "\"zone_w\":1,\"power_w\":412,", "not in the order of their names"),
                Arguments.of(",\"tariff\"", ", \"tariff\"", "has white space"),
                Arguments.of("\"house\"", "\"barn\"", "another meter than its topic"),
                Arguments.of("\"values\"", "\"quality\":[\"funny\"],\"values\"", "does not explain: \"funny\""),
                Arguments.of("\"values\"", "\"quality\":[],\"values\"", "/quality: must have at least 1"),
                Arguments.of("}}", "}", "is no JSON"));
    }

    @ParameterizedTest
    @MethodSource("wrongReadings")
    void a_wrong_reading_is_complained_about(String right, String wrong, String complaint) {
        assertThat(READING).contains(right);

        assertThat(CONTRACT.complaints(fact("reading", READING.replace(right, wrong))))
                .anySatisfy(said -> assertThat(said).contains(complaint));
    }

    @Test
    void what_an_event_has_to_tell_depends_on_its_type() {
        assertThat(CONTRACT.complaints(fact("event", EVENT.replace(",\"to\":2", ""))))
                .singleElement()
                .asString()
                .contains("/data: required property 'to' not found");
        assertThat(CONTRACT.complaints(fact("event", EVENT.replace("tariff_changed", "moved"))))
                .singleElement()
                .asString()
                .contains("does not explain: \"moved\"");
    }

    @Test
    void a_descriptor_gives_each_name_its_own_unit_and_kind() {
        assertThat(CONTRACT.complaints(state("info", INFO.replace("\"W\"", "\"kW\""))))
                .singleElement()
                .asString()
                .contains("/quantities/power_w/unit");
        assertThat(CONTRACT.complaints(state("info", INFO.replace("gauge", "counter"))))
                .singleElement()
                .asString()
                .contains("/quantities/power_w/kind");
    }

    @ParameterizedTest
    @CsvSource({
        "value/power_w, 1e3, no number",
        "value/power_w, 07, no number",
        "value/power_w, -0.0, no number",
        "value/demand_import_max_time, yesterday, no time",
        "status, away, does not have a value",
        "status, ONLINE, does not have a value",
        "value/Power, 1, no topic of the profile",
        "mood, good, no topic of the profile"
    })
    void a_wrong_text_is_complained_about(String leaf, String text, String complaint) {
        assertThat(CONTRACT.complaints(state(leaf, text)))
                .anySatisfy(said -> assertThat(said).contains(complaint));
    }

    @Test
    void state_is_retained_and_facts_are_not() {
        assertThat(CONTRACT.complaints(message("reading", READING, 1, true))).contains("a fact, but retained");
        assertThat(CONTRACT.complaints(message("status", "online", 1, false))).contains("state, but not retained");
        assertThat(CONTRACT.complaints(message("status", "online", 0, true))).containsExactly("QoS 0 and not 1");
    }

    @Test
    void only_state_can_be_cleared() {
        assertThat(CONTRACT.complaints(fact("reading", "")))
                .containsExactly("empty, but no state that could be cleared");
    }

    @Test
    void mqtt_5_says_what_it_is_and_how_long_it_lasts() {
        Published bare = new Published(
                "polymeter/1/meter/house/reading",
                READING,
                1,
                false,
                Optional.of("text/json"),
                OptionalLong.empty(),
                Map.of());
        assertThat(CONTRACT.complaints(bare)).containsExactly("content type text/json", "expires after 0 s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "polymeter/1/meter/House/status",
                "polymeter/1/meter/-/status",
                "home/polymeter/1/gateway/cellar/raw/P1",
                "polymeter/1/gateway//status"
            })
    void an_id_is_a_dns_label(String topic) {
        Published message = new Published(topic, "online", 1, true, Optional.empty(), OptionalLong.empty(), Map.of());
        assertThat(Contract.concerns(message)).isTrue();
        assertThat(CONTRACT.complaints(message)).containsExactly("no topic of the profile");
    }

    @ParameterizedTest
    @ValueSource(strings = {"homeassistant/device/house/config", "tele/gPlug/SENSOR", "polymeter/2/meter/house/status"})
    void what_others_say_is_their_own_affair(String topic) {
        assertThat(Contract.concerns(
                        new Published(topic, "", 0, false, Optional.empty(), OptionalLong.empty(), Map.of())))
                .isFalse();
    }

    private static Published fact(String leaf, String text) {
        return message(leaf, text, 1, false);
    }

    private static Published state(String leaf, String text) {
        return message(leaf, text, 1, true);
    }

    /** As MQTT 3.1.1 sends it. */
    private static Published message(String leaf, String text, int qos, boolean retained) {
        return new Published(
                "polymeter/1/meter/house/" + leaf,
                new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1),
                qos,
                retained,
                Optional.empty(),
                OptionalLong.empty(),
                Map.of());
    }
}
