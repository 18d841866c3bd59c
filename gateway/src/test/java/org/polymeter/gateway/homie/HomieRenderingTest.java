package org.polymeter.gateway.homie;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.Quantity;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.consumers.PlayedMeters;
import org.polymeter.gateway.consumers.Said;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.sink.Fact;

/** What is said of meters in Homie, checked by {@link HomieRules} and in its order. */
class HomieRenderingTest {

    private static final Instant TIME = Instant.parse("2026-11-26T12:00:00Z");

    private final HomieRendering rendering = new HomieRendering("homie", "cellar");

    @Test
    void every_simulated_meter_on_a_wire_keeps_the_rules_of_homie() {
        List<Fact> facts = new ArrayList<>();
        for (Family family : Family.values()) {
            if (!family.isMessage()) {
                facts.addAll(PlayedMeters.facts(family, MeterLabel.NONE));
            }
        }
        Said said = Said.by(rendering, facts);

        HomieRules.check("homie", said.kept);
        assertThat(said.messages).allMatch(Said.Message::retained);
        assertThat(said.kept)
                .containsEntry("homie/5/gateway-cellar/$state", "ready")
                .containsEntry("homie/5/e0000000000000005/$state", "ready")
                .hasEntrySatisfying(
                        "homie/5/g0000000000000006/$description",
                        text -> assertThat(text).contains("\"parent\":\"e0000000000000005\""));
    }

    @Test
    void every_name_of_the_profile_is_a_property() {
        Said said = Said.by(rendering, List.of(described(everything()), online("house")));

        HomieRules.check("homie", said.kept);
        assertThat(said.kept.get("homie/5/house/$description"))
                .contains("\"voltage-l1-v\":{\"name\":\"Voltage L1\",\"datatype\":\"float\",\"unit\":\"V\"}")
                .contains("\"voltage-sag-l1-count\":{\"name\":\"Voltage sag L1 count\",\"datatype\":\"integer\"}")
                .contains("\"tariff\":{\"name\":\"Tariff\",\"datatype\":\"integer\"}")
                .contains("\"breaker\":{\"name\":\"Breaker\",\"datatype\":\"enum\","
                        + "\"format\":\"disconnected,connected,ready\"}")
                .contains("\"demand-import-max-time\":{\"name\":\"Demand import maximum time\","
                        + "\"datatype\":\"datetime\"}")
                .contains("\"message\":{\"name\":\"Message\",\"datatype\":\"string\"}");
    }

    @Test
    void a_device_is_ready_when_all_its_values_have_been_said() {
        Said said = Said.by(
                rendering, List.of(described(info("house", null, "power_w")), online("house"), known("power_w 5")));

        assertThat(said.topics().stream().filter(topic -> topic.contains("/house/")))
                .containsExactly(
                        "homie/5/house/$state",
                        "homie/5/house/$description",
                        "homie/5/house/meter/power-w",
                        "homie/5/house/$state");
        assertThat(states(said, "house")).containsExactly("init", "ready");
    }

    @Test
    void a_description_changes_while_the_device_is_not_ready_and_gets_another_version() {
        Said said = Said.by(
                rendering, List.of(described(info("house", null, "power_w")), online("house"), known("power_w 5")));
        String before = said.kept.get("homie/5/house/$description");

        said.more(rendering, List.of(described(info("house", null, "power_w tariff"))));

        assertThat(states(said, "house")).containsExactly("init", "ready", "init", "ready");
        assertThat(version(said.kept.get("homie/5/house/$description"))).isNotEqualTo(version(before));
        int messages = said.messages.size();
        said.more(
                rendering,
                List.of(described(info("house", null, "power_w tariff").withTempo(1, 30))));
        assertThat(said.messages).as("how often it speaks is not described").hasSize(messages);
    }

    @Test
    void a_meter_that_is_silent_is_disconnected() {
        Said said = Said.by(
                rendering,
                List.of(
                        described(info("house", null, "power_w")),
                        online("house"),
                        known("power_w 5"),
                        new Fact.Alive("house", false),
                        online("house")));

        assertThat(states(said, "house")).containsExactly("init", "ready", "disconnected", "ready");
    }

    @Test
    void a_connection_that_is_lost_makes_the_root_lost_and_a_clean_end_all_disconnected() throws Exception {
        assertThat(rendering.will())
                .hasValueSatisfying(will -> assertThat(will)
                        .extracting(Opening.Will::topic, Opening.Will::text, Opening.Will::retained)
                        .containsExactly("homie/5/gateway-cellar/$state", "lost", true));

        Said said = Said.by(rendering, List.of(described(info("house", null, "power_w")), online("house")));
        rendering.goodbye(List.of("house"), said);

        assertThat(said.kept)
                .containsEntry("homie/5/house/$state", "disconnected")
                .containsEntry("homie/5/gateway-cellar/$state", "disconnected");
    }

    @Test
    void all_is_said_again_on_a_new_connection() {
        List<Fact> facts = List.of(
                described(info("house", null, "power_w")),
                described(info("gas", "house", "volume_m3")),
                online("house"),
                known("power_w 5"));
        Map<String, String> before = Said.by(rendering, facts).kept;

        Said again = Said.by(rendering, facts);

        assertThat(again.kept).isEqualTo(before);
        assertThat(again.topics().stream().filter(topic -> topic.endsWith("$description")))
                .as("children are known by now")
                .doesNotHaveDuplicates();
    }

    @Test
    void a_meter_that_is_removed_leaves_nothing_behind() {
        Said said = Said.by(
                rendering,
                List.of(
                        described(info("house", null, "power_w")),
                        online("house"),
                        known("power_w 5"),
                        described(info("gas", "house", "volume_m3")),
                        new Fact.Removed("gas", List.of("volume_m3"))));
        assertThat(said.kept.get("homie/5/house/$description")).doesNotContain("children");

        said.more(rendering, List.of(new Fact.Removed("house", List.of("power_w"))));

        assertThat(said.kept).containsOnlyKeys("homie/5/gateway-cellar/$state", "homie/5/gateway-cellar/$description");
    }

    @Test
    void a_value_that_is_gone_is_forgotten_and_values_without_a_name_are_none() throws IOException {
        Said said = Said.by(
                rendering, List.of(described(info("house", null, "power_w tariff")), known("power_w 5, tariff 1")));
        said.more(
                rendering,
                List.of(new Fact.Known(Readings.reading("house", TIME, "power_w 6"), Map.of(), List.of("tariff"))));

        assertThat(said.kept)
                .containsEntry("homie/5/house/meter/power-w", "6")
                .doesNotContainKey("homie/5/house/meter/tariff");
    }

    private static List<String> states(Said said, String device) {
        return said.messages.stream()
                .filter(message -> message.topic().equals("homie/5/" + device + "/$state"))
                .map(Said.Message::payload)
                .toList();
    }

    private static String version(@Nullable String description) {
        return requireNonNull(description).replaceFirst(".*\"version\":([0-9]+).*", "$1");
    }

    private static Fact described(MeterInfo info) {
        return new Fact.Described(info);
    }

    private static Fact online(String meter) {
        return new Fact.Alive(meter, true);
    }

    private static Fact known(String values) {
        return new Fact.Known(Readings.reading("house", TIME, values), Map.of(), List.of());
    }

    private static MeterInfo everything() {
        StringBuilder names = new StringBuilder();
        Vocabulary.standard()
                .quantities()
                .forEach(quantity -> names.append(names.isEmpty() ? "" : " ").append(quantity.name()));
        return info("house", null, names.toString());
    }

    private static MeterInfo info(String meter, @Nullable String parent, String names) {
        SortedMap<Quantity, MeterInfo.Detail> quantities = new TreeMap<>();
        for (String name : names.split(" ", -1)) {
            Quantity quantity = Readings.quantity(name);
            quantities.put(quantity, new MeterInfo.Detail(quantity.unit().symbol(), 0, null, List.of()));
        }
        quantities.put(
                Vocabulary.standard().unmapped("odd", Quantity.Kind.GAUGE),
                new MeterInfo.Detail("W", 0, null, List.of()));
        return new MeterInfo(
                meter,
                null,
                "electricity",
                null,
                "dsmr",
                "SERIAL",
                parent,
                OptionalInt.empty(),
                null,
                null,
                null,
                "dsmr",
                null,
                "p1",
                null,
                "UTC",
                1,
                0,
                0,
                quantities);
    }
}
