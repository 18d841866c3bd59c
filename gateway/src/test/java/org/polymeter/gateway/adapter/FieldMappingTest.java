package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Vocabulary;
import org.polymeter.gateway.adapter.FieldMapping.Time;
import org.polymeter.gateway.adapter.FieldMapping.TimeFormat;
import org.polymeter.gateway.adapter.FieldMapping.Value;

final class FieldMappingTest {

    private static final long JULY = Instant.parse("2026-07-01T12:49:11Z").getEpochSecond();

    @Test
    void fields_get_the_names_that_their_owner_gives_them() {
        Adapter adapter = adapter(
                "heating/{id}/state",
                Optional.of(new Time("t", TimeFormat.EPOCH)),
                value("data.P", "power_import_w", "kW"),
                value("data.list.1", "voltage_l1_v", "V"),
                value("1.8.0", "energy_import_kwh", "Wh"),
                value("tariff", "tariff", ""),
                value("relay", "breaker", ""));
        Telegram telegram = decoded(
                adapter,
                "heating/WP-7/state",
                "{\"t\":" + JULY + ",\"data\":{\"p\":1.25,\"list\":[1,230.5]},\"1.8.0\":886977,\"tariff\":2,"
                        + "\"relay\":\"connected\",\"other\":5}");
        assertThat(telegram.protocol()).isEqualTo("mapped");
        assertThat(telegram.localSecond()).isEqualTo(JULY);
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:96.1.0 WP-7",
                        "power_import_w 1.25 kW",
                        "voltage_l1_v 230.5 V",
                        "energy_import_kwh 886977 Wh",
                        "tariff 2",
                        "breaker connected");
        assertThat(adapter.device("heating/WP-7/state")).hasValue("WP-7");
        assertThat(adapter.filters()).containsExactly("heating/+/state");
    }

    @Test
    void an_identity_in_the_message_is_the_meters_and_the_topic_names_the_box_only() {
        FieldMapping mapping = new FieldMapping(
                List.of("heating/{id}/state"),
                Optional.of("Serial"),
                Optional.empty(),
                List.of(value("P", "power_import_w", "W")));
        assertThat(lines(decoded(Adapters.mapped(mapping), "heating/attic/state", "{\"serial\":4711,\"P\":5}")))
                .containsExactly("0-0:96.1.0 4711", "power_import_w 5 W");
    }

    @Test
    void bare_values_are_named_by_the_levels_under_the_wildcard() {
        Adapter adapter = adapter(
                "ams/{id}/#",
                Optional.of(new Time("meter.clock", TimeFormat.ISO)),
                value("meter.import.active", "power_import_w", "W"));
        Telegram telegram = decoded(adapter, "ams/attic/meter/import/active", "412");
        assertThat(lines(telegram)).containsExactly("0-0:96.1.0 attic", "power_import_w 412 W");
        assertThat(adapter.fragment(telegram)).isTrue();
        Telegram clock = decoded(adapter, "ams/attic/meter/clock", "2026-07-01T14:49:11+02:00");
        assertThat(adapter.fragment(clock)).isTrue();
        assertThat(adapter.device("ams/attic/meter/clock")).hasValue("attic");
        assertThat(adapter.decode("ams/attic/meter/import/active", bytes("much"), new Telegram()))
                .isEqualTo(new Outcome.Rejected(new Fault(0, Fault.Problem.UNEXPECTED, "a number that a meter sends")));
        assertThat(adapter("a/b/+", Optional.empty(), value("w", "power_w", "W"))
                        .device("a/b/w"))
                .hasValue("a/b");
    }

    @Test
    void a_time_must_have_the_form_that_was_promised() {
        assertThat(time(TimeFormat.EPOCH, "" + JULY)).isEqualTo(JULY + " 0");
        assertThat(time(TimeFormat.EPOCH, JULY + "123")).isEqualTo(JULY + " 0");
        assertThat(time(TimeFormat.EPOCH, "\"2026-07-01T14:49:11Z\"")).isEqualTo("none");
        assertThat(time(TimeFormat.EPOCH, "260701144911")).isEqualTo("none");
        assertThat(time(TimeFormat.ISO, "\"2026-07-01T14:49:11+02:00\"")).isEqualTo((JULY + 7200) + " -120");
        assertThat(time(TimeFormat.ISO, "\"2026-07-01T14:49:11\"")).isEqualTo("none");
        assertThat(time(TimeFormat.ISO_LOCAL, "\"2026-07-01T14:49:11\""))
                .isEqualTo((JULY + 7200) + " " + Deviation.UNSAID);
        assertThat(time(TimeFormat.ISO_LOCAL, "\"2026-07-01T14:49:11Z\""))
                .isEqualTo((JULY + 7200) + " " + Deviation.UNSAID);
    }

    @Test
    void a_value_may_have_a_time_of_its_own() {
        Adapter adapter =
                adapter("a/b", Optional.empty(), new Value("gas", quantity("volume_m3"), "m3", Optional.of("gasAt")));
        Telegram telegram = decoded(adapter, "a/b", "{\"gas\":5.125,\"gasat\":\"2026-07-01T14:00:00Z\"}");
        assertThat(lines(telegram)).containsExactly("volume_m3 5.125 m3");
        assertThat(telegram.isCaptured(0)).isTrue();
    }

    @Test
    void every_name_of_the_profile_can_be_given() {
        for (var quantity : Vocabulary.standard().quantities()) {
            String unit = quantity.unit().symbol();
            Adapter adapter = Adapters.mapped(new FieldMapping(
                    List.of("a/b"),
                    Optional.empty(),
                    Optional.empty(),
                    List.of(new Value("v", quantity, unit, Optional.empty()))));
            assertThat(lines(decoded(adapter, "a/b", "{\"v\":1}")))
                    .singleElement()
                    .asString()
                    .startsWith(quantity.name() + " 1");
        }
    }

    @Test
    void a_pattern_takes_a_topic_apart() {
        TopicPattern pattern = new TopicPattern("home/{id}/+/x/#");
        assertThat(pattern.filter()).isEqualTo("home/+/+/x/#");
        assertThat(pattern.match("home/a/b/x/c/d")).hasValue(new TopicPattern.Match("a", "home/a/b/x", "c.d"));
        assertThat(pattern.match("home/a/b/x")).hasValue(new TopicPattern.Match("a", "home/a/b/x", ""));
        assertThat(pattern.match("home/a/b/y/c")).isEmpty();
        assertThat(pattern.match("home/a/b")).isEmpty();
        assertThat(new TopicPattern("a/+").match("a/b/c")).isEmpty();
        assertThat(new TopicPattern("a/+").match("")).isEmpty();
        assertThat(new TopicPattern("a/{id}").match("a/b")).hasValue(new TopicPattern.Match("b", "a/b", ""));
    }

    @Test
    void paths_that_are_too_long_are_passed_over_before_they_cost_anything() {
        String deep = "{\"" + "k".repeat(190) + "\":{\"" + "l".repeat(4000) + "\":{\"x\":1},\"y\":2}}";
        Json.Members message = (Json.Members) JsonText.read(bytes(deep));
        assertThat(Paths.of(message)).hasSize(2);
    }

    private static String time(TimeFormat format, String literal) {
        Adapter adapter = adapter("a/b", Optional.of(new Time("t", format)), value("P", "power_w", "W"));
        Telegram telegram = decoded(adapter, "a/b", "{\"P\":1,\"t\":" + literal + "}");
        assertThat(telegram.warnings()).hasSize(telegram.isTimed() ? 0 : 1);
        return telegram.isTimed() ? telegram.localSecond() + " " + telegram.deviation() : "none";
    }

    private static Adapter adapter(String topic, Optional<Time> time, Value... values) {
        return Adapters.mapped(new FieldMapping(List.of(topic), Optional.empty(), time, List.of(values)));
    }

    private static Value value(String path, String name, String unit) {
        return new Value(path, quantity(name), unit, Optional.empty());
    }

    private static org.polymeter.codec.reading.Quantity quantity(String name) {
        return Objects.requireNonNull(Vocabulary.standard().named(name));
    }
}
