package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlugtestTest {

    private static final Map<String, PortList> NOBODY_SAID = Map.of();

    private static Plugtest capture(String text) {
        return Plugtest.of(Heard.capture(text, Heard.AMSTERDAM), NOBODY_SAID);
    }

    private static Map<String, PortList> operator(String name) {
        return Map.of("house", PortLists.named(name).orElseThrow());
    }

    private static Judgement only(Plugtest test) {
        assertThat(test.judgements()).hasSize(1);
        return test.judgements().getFirst();
    }

    @Test
    void a_complete_port_deviates_in_nothing() {
        Plugtest test = capture(P1.complete(5));

        assertThat(only(test).list().map(PortList::name)).contains("nl-dsmr-5");
        assertThat(test.deviations()).isEmpty();
    }

    @Test
    void a_quantity_that_does_not_come_is_named() {
        Plugtest test = capture(P1.without(3, "1-0:32.7.0", "0-0:96.7.21"));

        assertThat(test.deviations())
                .isEqualTo(Map.of("house", List.of("does not send voltage_l1_v, power_failure_count")));
        assertThat(only(test).marks()).containsEntry("voltage_l1_v", Mark.MISSING);
    }

    @Test
    void what_only_follows_from_other_values_was_not_sent() {
        Plugtest test = Plugtest.of(Heard.capture(P1.complete(1), Heard.AMSTERDAM), operator("ch-e450"));

        assertThat(only(test).marks()).containsEntry("energy_import_kwh", Mark.MISSING);
        assertThat(only(test).deviations().getFirst())
                .contains("energy_import_kwh")
                .contains("only what it follows from");
    }

    @Test
    void for_the_core_set_it_will_do() {
        Plugtest test = Plugtest.of(Heard.capture(P1.complete(1), Heard.AMSTERDAM), operator("core"));

        assertThat(only(test).marks()).containsEntry("energy_import_kwh", Mark.DERIVED);
        assertThat(test.deviations()).isEmpty();
    }

    @Test
    void what_the_list_does_not_know_is_more_and_no_fault() {
        Plugtest test = Plugtest.of(Heard.capture(P1.complete(1), Heard.AMSTERDAM), operator("cz-rs485"));

        assertThat(only(test).marks()).containsEntry("voltage_l1_v", Mark.EXTRA);
        assertThat(test.judgements().getFirst().deviations()).noneMatch(sentence -> sentence.contains("voltage"));
    }

    @Test
    void a_port_that_speaks_too_seldom_is_told_so() {
        List<String> telegrams = Collections.nCopies(6, P1.complete(1));

        Plugtest test = Plugtest.of(Heard.live(telegrams, Duration.ofSeconds(10), Duration.ofMinutes(1)), NOBODY_SAID);

        assertThat(only(test).meter().rhythm().median()).contains(Duration.ofSeconds(10));
        assertThat(only(test).marks()).containsEntry("power_import_w", Mark.SLOW);
        assertThat(only(test).deviations())
                .anyMatch(sentence -> sentence.startsWith("sends every 10 s, not every 1 s: "));
    }

    @Test
    void gaps_of_a_capture_may_be_its_own() {
        String every = P1.complete(41);
        List<String> telegrams = List.of(every.split("(?=/ISK5)", -1));
        String tenth = telegrams.get(0) + telegrams.get(10) + telegrams.get(20) + telegrams.get(30) + telegrams.get(40);

        Judgement judgement = only(capture(tenth));

        assertThat(judgement.deviations()).isEmpty();
        assertThat(judgement.remarks()).anyMatch(remark -> remark.startsWith("sends every 10 s, not every 1 s: "));
    }

    @Test
    void intervals_of_a_capture_are_those_of_the_meters_clock() {
        assertThat(only(capture(P1.complete(5))).meter().rhythm())
                .isEqualTo(new Rhythm(Optional.of(Duration.ofSeconds(1)), Optional.of(Duration.ofSeconds(1)), 4));
    }

    @Test
    void without_a_clock_nobody_knows_the_interval_of_a_capture() {
        Judgement judgement = only(capture(P1.without(5, "0-0:1.0.0")));

        assertThat(judgement.meter().rhythm()).isEqualTo(Rhythm.UNKNOWN);
        assertThat(judgement.deviations()).containsExactly("does not tell the time; it is the time of receipt");
    }

    @Test
    void a_port_that_does_not_say_who_it_is_is_told_so() {
        assertThat(only(capture(P1.without(1, "0-0:96.1.1"))).deviations()).containsExactly("does not say who it is");
    }

    @Test
    void a_list_that_is_sealed_makes_clear_text_a_deviation() {
        Plugtest test = Plugtest.of(Heard.capture(P1.complete(1), Heard.AMSTERDAM), operator("evn"));

        assertThat(only(test).deviations()).contains("is not encrypted");
    }

    @Test
    void what_comes_once_an_hour_is_not_missing_after_a_minute() {
        List<String> telegrams = Collections.nCopies(6, P1.without(1, "1-0:1.8", "1-0:2.8"));

        Judgement judgement = only(Plugtest.of(
                Heard.live(telegrams, Duration.ofSeconds(10), Duration.ofMinutes(1)), operator("no-kamstrup")));

        assertThat(judgement.marks()).containsEntry("energy_import_kwh", Mark.AWAITED);
        assertThat(judgement.deviations()).isEmpty();
        assertThat(judgement.remarks()).containsExactly("not listened long enough for energy_import_kwh");
    }

    @Test
    void after_more_than_an_hour_it_is() {
        List<String> telegrams = Collections.nCopies(6, P1.without(1, "1-0:1.8", "1-0:2.8"));

        Judgement judgement = only(Plugtest.of(
                Heard.live(telegrams, Duration.ofSeconds(10), Duration.ofMinutes(80)), operator("no-kamstrup")));

        assertThat(judgement.deviations()).containsExactly("does not send energy_import_kwh");
    }

    @Test
    void half_a_telegram_where_listening_began_is_no_fault() {
        String text = P1.complete(4);

        Plugtest test = capture(text.substring(text.indexOf("1-0:1.8.1")));

        assertThat(test.deviations()).isEmpty();
        assertThat(only(test).source().cutAtStart()).isPositive();
    }

    @Test
    void a_damaged_telegram_later_on_is_one() {
        String text = P1.complete(4);
        int third = text.indexOf("/ISK5", text.length() / 2);

        Plugtest test = capture(text.substring(0, third) + text.substring(third).replaceFirst("543", "544"));

        assertThat(test.deviations().get("source house"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("rejected: 1 × checksum");
    }

    @Test
    void a_port_on_which_nobody_speaks_is_in_the_report() {
        assertThat(capture("Guten Tag!\n").deviations().get("source house")).contains("no meter spoke");
    }

    @Test
    void lists_of_a_country_need_its_time_zone() {
        Plugtest test = Plugtest.of(Heard.capture(P1.complete(1), ZoneId.of("Europe/Zurich")), NOBODY_SAID);

        assertThat(only(test).list().map(PortList::name)).contains("core");
    }
}
