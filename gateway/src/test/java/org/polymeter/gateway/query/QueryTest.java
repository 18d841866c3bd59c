package org.polymeter.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.polymeter.gateway.query.Kept.named;
import static org.polymeter.gateway.query.Kept.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.history.MeterLife;
import org.polymeter.gateway.history.Span;

class QueryTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    /** 13:00 by the clock there, on the day when summer begins. */
    private static final Instant NOW = Instant.parse("2026-03-29T11:00:00Z");

    @TempDir
    Path folder;

    private Kept kept;

    @BeforeEach
    void open() {
        kept = new Kept(folder, ZURICH, NOW);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    @ParameterizedTest
    @CsvSource({
        "from=2026-03-29&to=2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "from=2026-02&to=2026-03, 2026-01-31T23:00:00Z, 2026-03-31T22:00:00Z",
        "from=2025&to=2026-01-05T10:15, 2024-12-31T23:00:00Z, 2026-01-05T09:15:00Z",
        "from=2026-03-01T00:00:00Z&to=2026-03-01T02:30:00.5+02:00, 2026-03-01T00:00:00Z, 2026-03-01T00:30:00.500Z",
        "from=-24h&to=now, 2026-03-28T11:00:00Z, 2026-03-29T11:00:00Z",
        "from=-1d&to=now, 2026-03-28T12:00:00Z, 2026-03-29T11:00:00Z",
        "from=yesterday, 2026-03-27T23:00:00Z, 2026-03-29T22:00:00Z",
        "to=2026-03-20, 2026-03-10T12:00:00Z, 2026-03-20T23:00:00Z",
        "resolution=auto, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "period=day&at=2026-02-28, 2026-02-27T23:00:00Z, 2026-02-28T23:00:00Z",
        "period=week, 2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z",
        "period=month&at=2024-02, 2024-01-31T23:00:00Z, 2024-02-29T23:00:00Z",
        "period=year, 2025-12-31T23:00:00Z, 2026-12-31T23:00:00Z",
        "period=all, 2026-03-10T12:00:00Z, 2026-03-12T12:15:00Z",
    })
    void time_is_said_in_many_ways(String query, String from, String to) throws Exception {
        kept.say("house", "2026-03-10T12:05:00Z", "power_w 1").say("house", "2026-03-12T12:15:00Z", "power_w 1");

        assertThat(kept.question(query).lines().getFirst().span())
                .isEqualTo(new Span(Instant.parse(from), Instant.parse(to)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "from=tomorrow | 'tomorrow' is none",
                "from=2026-02-30 | a date such as 2026-03-29",
                "from=0000 | a date such as 2026-03-29",
                "from=2026-03&to=2026-02 | before 'to'",
                "from=2030 | the end of today",
                "at=2026 | 'period' is meant",
                "period=day&from=2026 | Say either 'period' and 'at'",
                "period=decade | day, week, month, year, all",
                "resolution=second | quarter",
                "meter=attic | There is history of house",
                "point=attic | There is history of house",
                "name=power_kw | No quantity is called 'power_kw'",
                "resolution=quarter&from=2010 | coarser 'resolution'",
            })
    void what_is_wrong_with_a_question_is_said_with_what_to_do(String query, String words) throws Exception {
        kept.say("house", "2026-03-10T12:05:00Z", "power_w 1");

        assertThatThrownBy(() -> kept.series(query))
                .isInstanceOf(QuestionException.class)
                .hasMessageContaining(words);
    }

    @Test
    void where_nothing_was_said_the_answer_is_empty() throws Exception {
        assertThat(kept.series("period=all")).hasToString("{\"resolution\":\"day\",\"meters\":[]}");

        kept.say("house", "2026-03-10T12:05:00Z", "power_w 1");

        assertThat(kept.series("name=energy_import_kwh").get("meters").get(0).get("series"))
                .isEmpty();
        assertThat(kept.series("at=2020&period=year").get("meters").get(0).get("series"))
                .isEmpty();
        assertThat(kept.total("at=2020&period=year&compare=previous").toString())
                .contains("\"totals\":[]")
                .doesNotContain("null");
        assertThat(kept.day("at=2020&period=year").get("meters").get(0).get("series"))
                .isEmpty();
        assertThat(kept.text("at=2020&period=year&resolution=day"))
                .isEqualTo("local_from,local_to,from,to,meter,power_w_mean,power_w_min,power_w_max,power_w_count\r\n");
    }

    @Test
    void gauges_have_their_mean_and_extremes_and_registers_what_they_counted() throws Exception {
        kept.say("house", "2026-03-10T12:00:00Z", "energy_import_kwh 10.000, tariff 2")
                .say("house", "2026-03-10T12:05:00Z", "power_w 100, energy_import_kwh 10.020, tariff 2")
                .say("house", "2026-03-10T12:10:00Z", "power_w 101, energy_import_kwh 10.040, tariff 1")
                .say("house", "2026-03-10T12:15:00Z", "power_w -17, energy_import_kwh 10.050, tariff 1");

        JsonNode answer = kept.series("from=2026-03-10T12:00:00Z&to=2026-03-10T12:15:00Z&resolution=quarter");

        assertThat(named(answer, "power_w").toString())
                .isEqualTo("{\"name\":\"power_w\",\"kind\":\"gauge\",\"unit\":\"W\",\"from\":[1773144000],"
                        + "\"to\":[1773144900],\"count\":[3],\"mean\":[61.3],\"min\":[-17],\"max\":[101]}");
        assertThat(named(answer, "energy_import_kwh").toString())
                .isEqualTo(
                        "{\"name\":\"energy_import_kwh\",\"kind\":\"counter\",\"unit\":\"kWh\",\"from\":[1773144000],"
                                + "\"to\":[1773144900],\"usage\":[0.050],\"register\":{\"time\":[1773144900],"
                                + "\"value\":[10.050]}}");
        assertThat(named(answer, "tariff").get("last")).hasToString("[1]");
    }

    @Test
    void readings_come_as_they_were_received() throws Exception {
        kept.say("house", "2026-03-10T12:00:00.250Z", "voltage_l1_v 230.0, message a \"b\", tariff 2");

        JsonNode answer = kept.series("from=2026-03-10&to=2026-03-10&resolution=reading");

        assertThat(named(answer, "voltage_l1_v").get("time")).hasToString("[1773144000.25]");
        assertThat(named(answer, "voltage_l1_v").get("value")).hasToString("[230.0]");
        assertThat(named(answer, "message").get("value").get(0).asText()).isEqualTo("a \"b\"");
        assertThat(named(answer, "tariff").get("value")).hasToString("[2]");
    }

    @Test
    void a_star_stands_for_any_part_of_a_name() throws Exception {
        kept.say(
                "house", "2026-03-10T12:05:00Z", "energy_import_t1_kwh 1, energy_import_t2_kwh 2, energy_import_kwh 3");

        assertThat(kept.question("name=energy_import_t*_kwh").lines().getFirst().names())
                .containsExactly("energy_import_t1_kwh", "energy_import_t2_kwh");
        assertThat(kept.question("name=power_*").lines().getFirst().names()).isEmpty();
        assertThat(kept.question("name=.*").lines().getFirst().names()).isEmpty();
        assertThat(kept.question("name=*t1*&name=energy*h").lines().getFirst().names())
                .containsExactly("energy_import_t1_kwh", "energy_import_kwh", "energy_import_t2_kwh");
        assertThat(kept.question("name=" + "*e".repeat(2_000))
                        .lines()
                        .getFirst()
                        .names())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29, 92, 23", "2026-10-25, 100, 25", "2026-03-10, 96, 24"})
    void a_day_has_the_parts_that_it_has_where_the_meter_is(String day, int quarters, int hours) throws Exception {
        fill(day);

        String asked = "period=day&name=energy_import_kwh&at=" + day;
        JsonNode fine = named(kept.series(asked + "&resolution=quarter"), "energy_import_kwh");
        JsonNode coarse = named(kept.series(asked + "&resolution=hour"), "energy_import_kwh");

        assertThat(fine.get("usage")).hasSize(quarters);
        assertThat(coarse.get("usage")).hasSize(hours);
        assertThat(sum(numbers(fine.get("usage")))).isEqualByComparingTo(BigDecimal.valueOf(quarters, 3));
        assertThat(named(kept.total(asked), "energy_import_kwh").get("usage").decimalValue())
                .isEqualByComparingTo(BigDecimal.valueOf(quarters, 3));
        assertThat(kept.csv(asked + "&resolution=hour")).hasSize(hours + 1);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-29, 92, 1", "2026-10-25, 96, 2"})
    void a_profile_goes_by_the_clock_there(String day, int slots, int atTwo) throws Exception {
        fill(day);

        JsonNode profile = named(kept.day("period=day&name=energy_import_kwh&at=" + day), "energy_import_kwh");

        assertThat(profile.get("time")).hasSize(slots);
        int two = numbers(profile.get("time")).indexOf("02:00");
        assertThat(two < 0 ? 1 : profile.get("count").get(two).asInt()).isEqualTo(atTwo);
        assertThat(numbers(profile.get("usage"))).containsOnly("0.0010");
    }

    @Test
    void a_gap_is_told_and_is_in_no_profile() throws Exception {
        kept.say("house", "2026-03-10T12:00:00Z", "energy_import_kwh 10.000")
                .say("house", "2026-03-10T15:00:00Z", "energy_import_kwh 13.000")
                .say("house", "2026-03-10T15:15:00Z", "energy_import_kwh 13.500");

        JsonNode series = named(kept.series("period=day&at=2026-03-10&resolution=quarter"), "energy_import_kwh");

        assertThat(numbers(series.get("usage"))).containsExactly("3.000", "0.500");
        assertThat(series.get("gaps")).hasToString("[[1773144000,1773153900]]");
        JsonNode profile = named(kept.day("period=day&at=2026-03-10"), "energy_import_kwh");
        assertThat(numbers(profile.get("usage"))).containsExactly("0.5000");
        assertThat(numbers(profile.get("time"))).containsExactly("16:00");
    }

    @Test
    void a_point_of_delivery_goes_on_when_its_meter_is_replaced() throws Exception {
        kept.say("old", "2026-03-10T08:00:00Z", "energy_import_kwh 9000.0, power_w 5")
                .say("old", "2026-03-10T10:00:00Z", "energy_import_kwh 9002.5, power_w 7")
                .say("new", "2026-03-10T10:30:00Z", "energy_import_kwh 0.0, power_w 100")
                .say("new", "2026-03-10T12:00:00Z", "energy_import_kwh 1.5, power_w 2");
        kept.replace("old", "new", "2026-03-10T10:20:00Z");

        String day = "&period=day&at=2026-03-10";
        for (String point : List.of("point=old", "point=new")) {
            JsonNode total = kept.total(point + day);
            assertThat(named(total, "energy_import_kwh").get("usage")).hasToString("4.0");
            assertThat(named(total, "power_w").get("max")).hasToString("100");
            assertThat(named(total, "power_w").get("count")).hasToString("4");
            assertThat(total.get("meters").get(0).get("meters")).hasToString("[\"old\",\"new\"]");
        }
        assertThat(sum(numbers(named(kept.series("point=old&resolution=hour" + day), "energy_import_kwh")
                        .get("usage"))))
                .isEqualByComparingTo("4.0");
        assertThat(numbers(named(kept.series("point=old&resolution=reading" + day), "power_w")
                        .get("value")))
                .containsExactly("5", "7", "100", "2");
        assertThat(named(kept.total("meter=old" + day), "energy_import_kwh").get("usage"))
                .hasToString("2.5");
    }

    @ParameterizedTest
    @CsvSource({
        "period=day&at=2026-03-29&compare=previous, 2026-03-27T23:00:00Z, 2026-03-28T23:00:00Z",
        "period=month&at=2026-03&compare=previous, 2026-01-31T23:00:00Z, 2026-02-28T23:00:00Z",
        "from=2026-01&to=2026-02&compare=previous, 2025-10-31T23:00:00Z, 2025-12-31T23:00:00Z",
        "period=week&at=2026-04-01&compare=previous, 2026-03-22T23:00:00Z, 2026-03-29T22:00:00Z",
        "from=2026-03-10T10:00:00Z&to=2026-03-10T12:30:00Z&compare=previous, 2026-03-10T07:30:00Z,"
                + " 2026-03-10T10:00:00Z",
        "period=month&at=2024-02&compare=year, 2023-01-31T23:00:00Z, 2023-02-28T23:00:00Z",
        "period=day&at=2026-03-30&compare=year, 2025-03-29T23:00:00Z, 2025-03-30T22:00:00Z",
    })
    void it_is_compared_with_the_time_before(String query, String from, String to) throws Exception {
        kept.say("house", "2026-03-10T12:05:00Z", "power_w 1");

        JsonNode previous = kept.total(query).get("meters").get(0).get("previous");

        assertThat(previous.get("from").asText()).isEqualTo(from);
        assertThat(previous.get("to").asText()).isEqualTo(to);
    }

    @Test
    void a_day_that_is_not_over_is_also_compared_with_as_much_of_the_day_before() throws Exception {
        kept.say("house", "2026-03-27T23:00:00Z", "energy_import_kwh 1.0")
                .say("house", "2026-03-28T12:00:00Z", "energy_import_kwh 2.0") // 13:00, as it is now
                .say("house", "2026-03-28T23:00:00Z", "energy_import_kwh 5.0")
                .say("house", "2026-03-29T11:00:00Z", "energy_import_kwh 5.5");

        JsonNode meter = kept.total("period=day&compare=previous").get("meters").get(0);

        assertThat(meter.get("totals").get(0).get("usage")).hasToString("0.5");
        assertThat(meter.get("previous").get("totals").get(0).get("usage")).hasToString("4.0");
        assertThat(meter.get("previous_so_far").get("to").asText()).isEqualTo("2026-03-28T12:00:00Z");
        assertThat(meter.get("previous_so_far").get("totals").get(0).get("usage"))
                .hasToString("1.0");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void a_total_is_what_the_long_way_gives_wherever_it_begins_and_ends(long seed) throws Exception {
        Random random = new Random(seed);
        Instant start = Instant.parse(seed % 2 == 0 ? "2026-03-26T05:30:00Z" : "2026-10-22T20:15:00Z");
        MeterLife life = MeterLife.random("house", ZURICH, start, start.plus(Duration.ofDays(6)), random);
        kept.merge(life.readings());

        for (int i = 0; i < 20; i++) {
            Instant from = start.plusSeconds(900L * random.nextInt(-20, 600));
            Instant to = from.plusSeconds(900L * random.nextInt(1, 400));
            JsonNode totals = kept.total("from=" + from + "&to=" + to)
                    .get("meters")
                    .get(0)
                    .get("totals");

            Optional<BigDecimal> usage = Optional.empty();
            long count = 0;
            for (JsonNode total : totals) {
                usage = total.has("usage") ? Optional.of(total.get("usage").decimalValue()) : usage;
                count += total.path("count").asLong();
            }
            assertThat(usage).as("%s to %s", from, to).isEqualTo(life.usage(MeterLife.ENERGY, from, to));
            assertThat(count).isEqualTo(life.values(MeterLife.POWER, from, to).size());
        }
    }

    @Test
    void each_meter_has_its_own_days(@TempDir Path london) throws Exception {
        kept.say("house", "2026-03-10T12:05:00Z", "power_w 1");
        try (Kept other = new Kept(london, ZoneId.of("Europe/London"), NOW)) {
            other.say("house", "2026-03-10T12:05:00Z", "power_w 1");

            assertThat(other.question("at=2026-03-10&period=day")
                            .lines()
                            .getFirst()
                            .span())
                    .isEqualTo(new Span(Instant.parse("2026-03-10T00:00:00Z"), Instant.parse("2026-03-11T00:00:00Z")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"reading", "quarter", "day"})
    void time_without_history_costs_nothing_to_export(String resolution) throws Exception {
        kept.say("house", "2000-01-01T12:05:00Z", "power_w 1").say("house", "2026-03-10T12:05:00Z", "power_w 1");

        assertThat(kept.csv("period=all&resolution=" + resolution)).hasSize(3);
    }

    @Test
    void more_points_than_a_chart_takes_are_refused() throws Exception {
        List<Reading> readings = new ArrayList<>();
        Instant from = Instant.parse("2026-03-10T00:00:00Z");
        for (int i = 0; i <= SeriesAnswer.MOST_POINTS; i++) {
            readings.add(MeterLife.reading(
                    "house", from.plusMillis(500L * i), Map.of(MeterLife.POWER, BigDecimal.valueOf(i % 100))));
        }
        kept.merge(readings);

        assertThatThrownBy(() -> kept.series("period=day&at=2026-03-10&resolution=reading"))
                .isInstanceOf(QuestionException.class)
                .hasMessageContaining("more than 100000 points");
        assertThat(kept.csv("period=all&resolution=reading")).hasSize(readings.size() + 1);
    }

    /** A register that counts a watt hour in each quarter hour of a day. */
    private void fill(String day) throws IOException {
        Instant start = LocalDate.parse(day).atStartOfDay(ZURICH).toInstant();
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            readings.add(MeterLife.reading(
                    "house",
                    start.plus(Duration.ofMinutes(15L * i)),
                    Map.of(MeterLife.ENERGY, BigDecimal.valueOf(1000 + i, 3))));
        }
        kept.merge(readings);
    }

    static BigDecimal sum(List<String> numbers) {
        return numbers.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
