package org.polymeter.gateway.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.adapter.AdapterTests.bytes;
import static org.polymeter.gateway.adapter.AdapterTests.decoded;
import static org.polymeter.gateway.adapter.AdapterTests.lines;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CoalescerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Adapter scs = Adapters.named("scs").orElseThrow();
    private final Coalescer coalescer = new Coalescer(scs);

    @Test
    void joins_what_one_device_says_within_half_a_second() {
        say("A", "VOLTAGE_L1", "230.1", 100, 0);
        say("B", "VOLTAGE_L1", "231.1", 100, 10);
        say("A", "ACTIVE_POWER_P", "5.0", 100, 200);
        assertThat(coalescer.due(at(499))).isEmpty();

        List<Coalesced> due = coalescer.due(at(505));
        assertThat(due).extracting(Coalesced::device).containsExactly("A");
        Coalesced first = due.getFirst();
        assertThat(lines(first.telegram())).containsExactly("0-0:96.1.0 A", "1-0:32.7.0 230.1 V", "1-0:1.7.0 5.0 W");
        assertThat(first.telegram().protocol()).isEqualTo("scs");
        assertThat(first.telegram().localSecond()).isEqualTo(1_600_000_100);
        assertThat(first.received()).isEqualTo(at(200));

        assertThat(coalescer.due(at(510))).extracting(Coalesced::device).containsExactly("B");
        assertThat(coalescer.due(at(5000))).isEmpty();
    }

    @Test
    void evidence_is_sorted_by_topic_so_that_it_does_not_depend_on_the_order_of_arrival() {
        say("A", "VOLTAGE_L1", "230.1", 100, 0);
        say("A", "ACTIVE_POWER_P", "5.0", 100, 1);
        assertThat(new String(coalescer.drain().getFirst().evidence(), StandardCharsets.UTF_8))
                .isEqualTo("{\"value\":5.0,\"timestamp\":1600000100}{\"value\":230.1,\"timestamp\":1600000100}");
    }

    @Test
    void a_repeated_value_begins_the_next_reading() {
        say("A", "ACTIVE_POWER_P", "5.0", 100, 0);
        say("A", "ACTIVE_POWER_P", "5.0", 100, 100);
        assertThat(coalescer.due(at(100))).hasSize(1);
        assertThat(coalescer.due(at(600))).hasSize(1);
    }

    @Test
    void another_time_begins_the_next_reading() {
        say("A", "ACTIVE_POWER_P", "5.0", 100, 0);
        say("A", "VOLTAGE_L1", "230.1", 101, 100);
        assertThat(coalescer.due(at(100)))
                .singleElement()
                .satisfies(one -> assertThat(one.telegram().localSecond()).isEqualTo(1_600_000_100));
    }

    @Test
    void a_late_owner_does_not_join_what_is_far_apart() {
        say("A", "ACTIVE_POWER_P", "5.0", 100, 0);
        say("A", "VOLTAGE_L1", "230.1", 100, 900);
        assertThat(coalescer.due(at(900))).hasSize(1);
    }

    @Test
    void nothing_waits_for_a_clock_that_was_set_back() {
        say("A", "ACTIVE_POWER_P", "5.0", 100, 1_000);
        assertThat(coalescer.due(at(0))).hasSize(1);
    }

    @Test
    void values_without_code_are_told_apart_by_their_names() {
        say("A", "ANGLE_UI_L1", "1", 100, 0);
        say("A", "ANGLE_UI_L2", "2", 100, 0);
        assertThat(lines(coalescer.drain().getFirst().telegram()))
                .containsExactly("0-0:96.1.0 A", "angle_ui_l1 1", "angle_ui_l2 2");
    }

    @Test
    void too_many_devices_or_values_close_the_oldest_group() {
        for (int i = 0; i <= Coalescer.MOST_DEVICES; i++) {
            say("D" + i, "ACTIVE_POWER_P", "1", 100, 0);
        }
        assertThat(coalescer.due(at(0))).extracting(Coalesced::device).containsExactly("D0");
        for (int i = 0; i <= Coalescer.MOST_FRAGMENTS; i++) {
            say("D1", "NEW_" + i, "1", 100, 1);
        }
        assertThat(coalescer.due(at(1))).extracting(Coalesced::device).containsExactly("D1");
    }

    private void say(String device, String type, String value, int second, int millis) {
        String topic = "smartmeter/" + device + "/" + type;
        String payload = "{\"value\":" + value + ",\"timestamp\":" + (1_600_000_000 + second) + "}";
        coalescer.add(topic, bytes(payload), decoded(scs, topic, payload), at(millis));
    }

    private static Instant at(int millis) {
        return START.plusMillis(millis);
    }
}
