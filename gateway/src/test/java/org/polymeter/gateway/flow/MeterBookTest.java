package org.polymeter.gateway.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.gateway.flow.Facts.NOON;
import static org.polymeter.gateway.flow.Facts.info;
import static org.polymeter.gateway.flow.Facts.onBus;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.sink.Fact;

class MeterBookTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final List<Fact> out = new ArrayList<>();
    private final MeterBook book = new MeterBook(Duration.ofSeconds(10), Duration.ofHours(26), out::add);

    @Test
    void a_new_meter_is_described_then_online_then_read_then_known() {
        assertThat(book.described(info("house", null))).isTrue();
        hear("house", NOON, 1);

        assertThat(words()).containsExactly("described house", "house online", "heard 1", "known 1");
        assertThat(book.described(info("house", null))).isFalse();
        assertThat(book.meters()).containsExactly("house");
    }

    @Test
    void state_comes_at_most_every_ten_seconds_and_in_the_end() {
        hear("house", NOON, 1);
        hear("house", NOON.plusSeconds(4), 2);
        book.tick(NOON.plusSeconds(9));
        assertThat(words()).containsExactly("house online", "heard 1", "known 1", "heard 2");

        out.clear();
        book.tick(NOON.plusSeconds(10));
        book.tick(NOON.plusSeconds(30));
        assertThat(words()).containsExactly("known 2");

        out.clear();
        hear("house", NOON.plusSeconds(31), 3);
        hear("house", NOON.plusSeconds(32), 4);
        book.flush(NOON.plusSeconds(33));
        book.flush(NOON.plusSeconds(33));
        assertThat(words()).containsExactly("heard 3", "known 3", "heard 4", "known 4");
    }

    @Test
    void a_meter_that_is_forgotten_takes_those_behind_it_along() {
        book.described(info("house", null));
        hear("house", NOON, 1);
        book.described(info("gas", "house"));
        out.clear();

        assertThat(book.forget(info -> info.meter().equals("house"))).isTrue();
        assertThat(out)
                .containsExactly(new Fact.Removed("house", List.of("power_w")), new Fact.Removed("gas", List.of()));
        assertThat(book.meters()).isEmpty();
        assertThat(book.forget(info -> true)).isFalse();
    }

    @Test
    void a_doubted_meter_goes_when_another_one_is_heard_in_its_place() {
        book.described(info("house", null));
        book.doubt("p1", NOON);
        book.described(info("house", null));
        book.described(info("neighbour", null));
        assertThat(book.meters()).as("it was heard again").containsExactly("house", "neighbour");

        book.doubt("p1", NOON);
        book.described(info("third", null));
        assertThat(book.meters()).containsExactly("third");
    }

    @Test
    void doubted_meters_on_a_bus_stay_when_one_of_them_is_heard() {
        book.described(onBus("flat-1"));
        book.described(onBus("flat-2"));
        book.described(onBus("flat-3"));
        book.doubt("p1", NOON);
        out.clear();

        book.described(onBus("flat-1"));
        book.tick(NOON.plus(DAY));
        assertThat(out).isEmpty();
        assertThat(book.meters()).containsExactly("flat-1", "flat-2", "flat-3");
    }

    @Test
    void a_doubted_meter_on_a_bus_goes_when_only_others_were_heard_there_for_more_than_a_day() {
        book.described(onBus("flat-1"));
        book.described(onBus("flat-2"));
        book.doubt("p1", NOON);
        Instant late = NOON.plus(DAY).plus(DAY);
        assertThat(book.tick(late)).as("nobody was heard").isFalse();

        book.described(onBus("flat-3"));
        book.described(onBus("flat-2"));
        assertThat(book.tick(late)).isTrue();
        assertThat(book.meters()).containsExactly("flat-2", "flat-3");
        assertThat(book.tick(late)).isFalse();
    }

    @Test
    void doubted_meters_on_a_bus_go_when_one_that_is_on_none_is_heard_in_their_place() {
        book.described(onBus("flat-1"));
        book.doubt("p1", NOON);
        book.described(info("house", null));
        assertThat(book.meters()).containsExactly("house");

        book.doubt("p1", NOON);
        book.described(onBus("flat-1"));
        assertThat(book.meters()).containsExactly("flat-1");
    }

    @Test
    void a_newcomer_is_told_what_is_known_in_an_order_that_it_understands() {
        book.described(info("house", null));
        hear("house", NOON, 1);
        List<Fact> told = new ArrayList<>();

        book.tell(told::add);

        assertThat(Facts.words(told)).containsExactly("described house", "house online", "known 1");
    }

    @Test
    void a_changed_text_is_known_at_once() {
        hear("house", NOON, 1);
        out.clear();

        book.heard(Facts.reading("house", NOON.plusSeconds(1), "power_w 2, tariff 1"), NOON.plusSeconds(1));
        book.heard(Facts.reading("house", NOON.plusSeconds(2), "power_w 3, tariff 2"), NOON.plusSeconds(2));

        assertThat(words()).endsWith("heard 3", "known 3");
    }

    @Test
    void five_missed_readings_are_offline() {
        everySecondsFrom(NOON, 60, 5);
        Instant last = NOON.plusSeconds(4 * 60);

        book.tick(last.plusSeconds(300));
        assertThat(words()).doesNotContain("house offline");
        book.tick(last.plusSeconds(301));
        book.tick(last.plusSeconds(400));

        assertThat(words()).containsOnlyOnce("house offline");
        hear("house", last.plusSeconds(500), 9);
        assertThat(words()).endsWith("house online", "heard 9", "known 9");
    }

    @Test
    void half_a_minute_is_not_offline_yet() {
        everySecondsFrom(NOON, 1, 5);
        Instant last = NOON.plusSeconds(4);

        book.tick(last.plusSeconds(30));
        assertThat(words()).doesNotContain("house offline");

        book.tick(last.plusSeconds(31));
        assertThat(words()).contains("house offline");
    }

    @Test
    void two_hours_are_offline_whatever_the_interval() {
        hear("house", NOON, 1);

        book.tick(NOON.plus(Duration.ofHours(2)));
        assertThat(words()).doesNotContain("house offline");

        book.tick(NOON.plus(Duration.ofHours(2)).plusMillis(1));
        assertThat(words()).contains("house offline");
    }

    @Test
    void interval_and_timeout_become_part_of_the_descriptor() {
        book.described(info("house", null));
        everySecondsFrom(NOON, 10, 6);

        List<Fact.Described> described = out.stream()
                .filter(Fact.Described.class::isInstance)
                .map(Fact.Described.class::cast)
                .toList();
        assertThat(described).hasSize(2);
        assertThat(described.getLast().info().intervalSeconds()).isEqualTo(10);
        assertThat(described.getLast().info().timeoutSeconds()).isEqualTo(50);
    }

    @Test
    void a_meter_that_speaks_irregularly_is_not_described_anew_all_the_time() {
        book.described(info("house", null));
        Instant time = NOON;
        for (int i = 0; i < 40; i++) {
            time = time.plusSeconds(20 + i * 7 % 9); // 20 to 28 seconds
            hear("house", time, i);
        }
        assertThat(words().stream().filter("described house"::equals)).hasSize(2);
    }

    @Test
    void a_gas_meter_may_be_silent_for_hours_but_goes_with_its_parent() {
        book.described(info("house", null));
        book.described(info("gas", "house"));
        everySecondsFrom(NOON, 10, 5);
        hear("gas", NOON, 7);
        hear("house", NOON.plus(Duration.ofHours(25)), 1);
        out.clear();

        book.tick(NOON.plus(Duration.ofHours(25)).plusSeconds(1));
        assertThat(words()).isEmpty();

        book.tick(NOON.plus(Duration.ofHours(25)).plusSeconds(60));
        assertThat(words()).containsExactly("house offline", "gas offline");
    }

    @Test
    void a_device_that_says_goodbye_is_offline_once() {
        hear("house", NOON, 1);
        out.clear();

        book.gone("house");
        book.gone("house");
        book.gone("nobody");

        assertThat(words()).containsExactly("house offline");
    }

    @Test
    void an_old_capture_is_no_silence() {
        Instant today = NOON.plus(Duration.ofDays(400));
        book.heard(Facts.reading("house", NOON, "power_w 1"), today);
        book.heard(Facts.reading("house", NOON.plusSeconds(1), "power_w 2"), today);
        out.clear();

        book.tick(today.plusMillis(100));
        assertThat(words()).isEmpty();

        book.flush(today.plusMillis(200));
        assertThat(words()).containsExactly("known 2");
    }

    @Test
    void what_others_of_the_group_publish_counts_for_the_state_and_is_no_reading_of_ours() {
        book.listen();
        book.published(Facts.reading("house", NOON, "power_w 1, tariff 1"), NOON);
        assertThat(words()).as("a meter that only others hear").isEmpty();
        assertThat(book.meters()).isEmpty();

        hear("house", NOON.plusSeconds(1), 2);

        assertThat(words()).containsExactly("house online", "heard 2", "known 2");
        assertThat(((Fact.Known) out.getLast()).state().number("tariff")).isEqualTo("1");
    }

    @Test
    void an_older_reading_of_others_changes_nothing_and_a_newer_one_is_not_overwritten() {
        book.listen();
        hear("house", NOON.plusSeconds(5), 5);
        out.clear();

        book.published(Facts.reading("house", NOON.plusSeconds(4), "power_w 4"), NOON.plusMillis(5100));
        book.published(Facts.reading("house", NOON.plusSeconds(6), "power_w 6"), NOON.plusMillis(6100));
        hear("house", NOON.plusSeconds(3), 3);
        book.tick(NOON.plusSeconds(20));

        assertThat(words()).containsExactly("heard 3", "known 6");
    }

    @Test
    void what_we_published_ourselves_comes_back_without_effect() {
        book.listen();
        hear("house", NOON, 1);
        out.clear();

        book.published(Facts.reading("house", NOON, "power_w 1"), NOON.plusMillis(10));
        book.tick(NOON.plusSeconds(10));

        assertThat(words()).isEmpty();
    }

    @Test
    void a_meter_is_there_as_long_as_anybody_of_the_group_hears_it() {
        book.listen();
        everySecondsFrom(NOON, 10, 3);
        out.clear();

        for (int i = 3; i < 30; i++) {
            Instant time = NOON.plusSeconds(10L * i);
            book.published(Facts.reading("house", time, "power_w " + i), time);
            book.tick(time);
        }
        assertThat(words()).isEmpty();
    }

    @Test
    void when_a_gateway_of_the_group_goes_everything_is_said_again() {
        book.listen();
        book.described(info("house", null));
        hear("house", NOON, 1);
        book.published(Facts.reading("house", NOON.plusSeconds(5), "power_w 5"), NOON.plusSeconds(5));
        book.published(Facts.reading("attic", NOON, "power_w 1"), NOON);
        out.clear();

        book.sayAgain(NOON.plusSeconds(6));

        assertThat(words()).containsExactly("described house", "house online", "known 5");
    }

    @Test
    void a_clock_that_is_set_back_by_an_hour_hides_nothing_that_comes_then() {
        hear("house", NOON, 1);
        out.clear();

        Instant now = NOON.plusSeconds(10);
        Instant stamp = now.minus(Duration.ofHours(1));
        book.heard(Facts.reading("house", stamp, "power_w 2"), now);

        assertThat(words()).containsExactly("heard 2", "known 2");
    }

    @Test
    void a_telegram_that_is_a_little_late_is_no_sign_of_a_clock_that_is_set_back() {
        hear("house", NOON, 1);
        out.clear();

        book.heard(Facts.reading("house", NOON.minusSeconds(59), "power_w 2"), NOON.plusSeconds(10));

        assertThat(words()).containsExactly("heard 2", "known 1");
    }

    private void everySecondsFrom(Instant start, int seconds, int count) {
        for (int i = 0; i < count; i++) {
            hear("house", start.plusSeconds((long) i * seconds), i);
        }
    }

    private void hear(String meter, Instant time, int watts) {
        String value = meter.equals("gas") ? "volume_m3 " : "power_w ";
        book.heard(Facts.reading(meter, time, value + watts), time);
    }

    private List<String> words() {
        return Facts.words(out);
    }
}
