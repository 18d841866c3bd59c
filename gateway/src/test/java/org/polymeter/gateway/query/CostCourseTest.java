package org.polymeter.gateway.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.Component;
import org.polymeter.gateway.insight.Contract;
import org.polymeter.gateway.insight.Direction;
import org.polymeter.gateway.insight.Prices;
import org.polymeter.gateway.insight.Pricing;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.insight.Tariffs;

/** A house that takes 100 Wh in each quarter hour of March 2026, at a franc for a kilowatt hour and 31 francs a month. */
class CostCourseTest {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");
    private static final Instant START = Instant.parse("2026-02-28T23:00:00Z");
    private static final Instant NOW = Instant.parse("2026-03-30T10:00:00Z");

    @TempDir
    private Path folder;

    private Kept kept;

    @BeforeEach
    void live() throws IOException {
        List<Reading> readings = new ArrayList<>();
        long count = 0;
        for (Instant at = START; !at.isAfter(NOW); at = at.plusSeconds(900)) {
            readings.add(Readings.reading("house", at, "energy_import_kwh " + BigDecimal.valueOf(count++, 1)));
        }
        kept = new Kept(folder, ZURICH, NOW).merge(readings);
    }

    @AfterEach
    void close() {
        kept.close();
    }

    @Test
    void each_day_has_its_energy_and_its_share_of_the_month() throws Exception {
        JsonNode costs = costs("2026-03");

        assertThat(costs.at("/parts/gross")).hasSize(30); // the last day is still to come
        assertThat(costs.at("/parts/gross/0").decimalValue()).isEqualByComparingTo("10.60"); // 9.6 + 1
        assertThat(costs.at("/parts/gross/28").decimalValue()).isEqualByComparingTo("10.20"); // 23 hours
        assertThat(costs.at("/parts/gross/29").decimalValue()).isEqualByComparingTo("5.80"); // until noon
        assertThat(costs.at("/parts/from/0").asLong()).isEqualTo(START.getEpochSecond());
        assertThat(costs.at("/parts/to/0").asLong()).isEqualTo(START.getEpochSecond() + 86_400);
        assertThat(costs.at("/parts/components/0/component").asText()).isEqualTo("energy");
        assertThat(costs.at("/parts/components/0/gross/0").decimalValue()).isEqualByComparingTo("9.60");
    }

    @Test
    void the_whole_is_that_of_days_that_were() throws Exception {
        JsonNode costs = costs("2026-03");

        assertThat(costs.get("to").asText()).isEqualTo("2026-03-31");
        assertThat(costs.get("gross").decimalValue()).isEqualByComparingTo("312.80"); // 28 × 9.6 + 9.2 + 4.8 + 30
    }

    @Test
    void what_is_wrong_with_the_question_is_said() {
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(() -> reader(Map.of("period", "month", "resolution", "quarter"))
                        .costs("home"))
                .satisfies(e -> assertThat(e.words()).contains("day, week, month or year"));
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(
                        () -> reader(Map.of("period", "month", "at", "2026-05")).costs("home"))
                .satisfies(e -> assertThat(e.words()).contains("still to come"));
        assertThatExceptionOfType(QuestionException.class)
                .isThrownBy(
                        () -> reader(Map.of("from", "2020", "to", "2026-03")).costs("home"))
                .satisfies(e -> assertThat(e.words()).contains("400"));
    }

    private JsonNode costs(String month) throws Exception {
        return new ObjectMapper()
                .readTree(reader(Map.of("period", "month", "at", month)).costs("home"));
    }

    private InsightReader reader(Map<String, String> said) {
        Map<String, List<String>> parameters = new HashMap<>();
        said.forEach((name, value) -> parameters.put(name, List.of(value)));
        Tariff tariff = new Tariff(
                "home",
                "house",
                "CHF",
                ZURICH,
                List.of(new Contract(
                        LocalDate.of(2019, 1, 1),
                        LocalDate.of(2027, 1, 1),
                        List.of(
                                component("energy", new Pricing.Fixed(BigDecimal.ONE)),
                                component(
                                        "subscription",
                                        new Pricing.Standing(BigDecimal.valueOf(31), Pricing.Per.MONTH))),
                        Calendar.Holidays.NONE)));
        return new InsightReader(
                kept.history,
                new Tariffs(List.of(tariff), Prices.NONE),
                name -> parameters.getOrDefault(name, List.of()),
                NOW);
    }

    private static Component component(String name, Pricing pricing) {
        return new Component(name, Direction.IMPORT, pricing, BigDecimal.ZERO);
    }
}
