package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.adapter.PriceMessage;
import org.polymeter.gateway.insight.Component;
import org.polymeter.gateway.insight.Contract;
import org.polymeter.gateway.insight.Direction;
import org.polymeter.gateway.insight.Pricing;
import org.polymeter.gateway.insight.Tariff;

/** Sections {@code prices} and {@code tariffs}. */
class MoneyReaderTest {

    private static final String P1 = "sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\n";

    @Test
    void a_tariff_needs_little() throws Exception {
        Tariff tariff = tariff("""
                tariffs:
                  - id: house
                    meter: p1
                    currency: CHF
                    zone: Europe/Zurich
                    contracts: [{components: [{name: energy, price: 0.2734}]}]
                """);

        assertThat(tariff.meter()).isEqualTo("p1");
        assertThat(tariff.zone()).isEqualTo(ZoneId.of("Europe/Zurich"));
        Contract contract = tariff.contracts().getFirst();
        assertThat(contract.from()).isEqualTo(LocalDate.MIN);
        assertThat(contract.to()).isEqualTo(LocalDate.MAX);
        assertThat(contract.components())
                .containsExactly(new Component(
                        "energy", Direction.IMPORT, new Pricing.Fixed(new BigDecimal("0.2734")), BigDecimal.ZERO));
    }

    @Test
    void all_kinds_of_components_are_understood() throws Exception {
        Tariff tariff = tariff("""
                prices: [{id: spot, file: spot.csv, step: 15m, per: MWh}]
                tariffs:
                  - id: house
                    meter: p1
                    currency: EUR
                    contracts:
                      - vat: 21%
                        holidays: [12-25, 2026-04-06]
                        calendar:
                          - {rate: peak, days: mon-fri, hours: 17-20, months: nov-mar}
                          - {rate: base}
                        components:
                          - {name: grid, rates: {peak: 0.12, base: 0.05}}
                          - {name: meter, registers: {t1: 0.3, t2: 0.2}}
                          - {name: dynamic, series: spot, factor: 1.02, plus: 0.015}
                          - {name: base, price: 60, per: year}
                          - {name: feed-in, of: export, price: 0.035, vat: 0%}
                          - {name: capacity, capacity: flanders, price: 48.5, per: year}
                """);

        List<Component> components = tariff.contracts().getFirst().components();
        assertThat(components)
                .extracting(component -> component.pricing().getClass().getSimpleName())
                .containsExactly("Rates", "Registers", "Dynamic", "Standing", "Fixed", "Capacity");
        assertThat(components.get(0).vat()).isEqualByComparingTo("0.21");
        assertThat(components.get(4).vat()).isZero();
        assertThat(components.get(4).direction()).isEqualTo(Direction.EXPORT);
        assertThat(((Pricing.Capacity) components.get(5).pricing()).model().floor())
                .isEqualByComparingTo("2.5");
    }

    @Test
    void a_contract_ends_where_the_next_one_begins() throws Exception {
        Tariff tariff = tariff("""
                tariffs:
                  - id: house
                    meter: p1
                    currency: EUR
                    contracts:
                      - {from: 2026-07-01, until: 2026-12-31, components: [{name: energy, price: 0.25}]}
                      - {from: 2026-01-01, components: [{name: energy, price: 0.30}]}
                """);

        assertThat(tariff.contracts())
                .extracting(contract -> contract.from() + " " + contract.to())
                .containsExactly("2026-01-01 2026-07-01", "2026-07-01 2027-01-01");
    }

    @Test
    void series_come_from_a_file_or_from_a_broker() throws Exception {
        List<PriceConfig> prices = read("""
                prices:
                  - {id: spot, file: spot.csv, step: 15m, per: MWh}
                  - id: heard
                    step: 1h
                    broker: {host: 192.168.1.5}
                    topic: prices/no1
                    json: {list: data.today, time: start, price: value}
                """).money().prices();

        assertThat(prices.get(0).file()).contains(Path.of("spot.csv"));
        assertThat(prices.get(0).factor()).isEqualByComparingTo("0.001");
        assertThat(prices.get(0).step()).isEqualTo(Duration.ofMinutes(15));
        PriceConfig.Feed feed = prices.get(1).feed().orElseThrow();
        assertThat(feed.topics()).containsExactly("prices/no1");
        assertThat(feed.form()).isEqualTo(new PriceMessage.Form("data.today", "start", "value", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{name: a, price: cheap} | 'price' in component 1 is 'cheap' – expected a number such as 0.2534",
                "{name: a} | component 1 has no 'price' – or one of rates, registers, series and capacity",
                "{price: 0.2} | component 1 has no 'name'",
                "{name: a, series: spott} | expected the id of an entry under 'prices'; did you mean 'spot'?",
                "{name: a, rates: {day: 1}, series: spot} | component 1 has both 'rates' and 'series' – keep one",
                "{name: a, rates: {day: 1}} | has no price for 'night'",
                "{name: a, rates: {day: 1, night: 1, noon: 2}} | 'noon' in 'rates' of component 1 – expected a rate of the calendar",
                "{name: a, registers: {high: 1}} | expected t1, t2 …",
                "{name: a, capacity: flandres} | did you mean 'flanders'?",
                "{name: a, capacity: flanders} | 'flanders' has no prices – add 'price' and 'per', or 'steps'",
                "{name: a, capacity: flanders, price: 48} | add 'per: month' or 'per: year'",
                "{name: a, capacity: norway-glitre} | 'norway-glitre' is in NOK, the tariff in EUR",
                "{name: a, capacity: norway, steps: {2: 100}} | has no 'rest'",
                "{name: a, price: 1, vat: 21} | expected a percentage such as 21%",
                "{name: a, price: 1, factor: 2} | unknown key 'factor'",
            })
    void what_is_wrong_with_a_component_is_said(String component, String problem) {
        assertThat(problems("""
                prices: [{id: spot, file: spot.csv, step: 15m}]
                tariffs:
                  - id: house
                    meter: p1
                    currency: EUR
                    contracts:
                      - calendar: [{rate: day, hours: 7-22}, {rate: night}]
                        components: [%s]
                """.formatted(component))).contains(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "calendar: [{rate: day, days: mon-frei}, {rate: night}] | expected mon-fri, sat, holiday or the like",
                "calendar: [{rate: day, hours: 7-22.5}, {rate: night}] | expected 7-22, 6:30-20 or 22-6",
                "calendar: [{rate: day, months: winter}, {rate: night}] | expected nov-mar, jul or the like",
                "calendar: [{rate: day, hours: 7-22}] | the last line of 'calendar' in contract 1 must hold whenever no other does",
                "holidays: [christmas] | expected days such as 2026-04-06, or 12-25 for every year",
                "from: January | expected a day such as 2026-01-31",
                "until: 1999-01-01, from: 2000-01-01 | contract 1 ends before it begins",
            })
    void what_is_wrong_with_a_contract_is_said(String keys, String problem) {
        assertThat(problems("""
                tariffs:
                  - id: house
                    meter: p1
                    currency: EUR
                    contracts: [{%s, components: [{name: energy, price: 1}]}]
                """.formatted(keys))).contains(problem);
    }

    @Test
    void what_is_wrong_with_a_tariff_is_said() {
        assertThat(problems("""
                tariffs:
                  - {id: a, meter: p1, currency: EURO, contracts: [{components: [{name: energy, price: 1}]}]}
                  - {id: a, meter: p1, currency: EUR}
                  - id: b
                    meter: p1
                    currency: EUR
                    contracts:
                      - {from: 2026-01-01, until: 2026-07-01, components: [{name: energy, price: 1}]}
                      - {from: 2026-07-01, components: [{name: energy, price: 1}]}
                """))
                .contains("expected three letters such as EUR, CHF or SEK")
                .contains("there is another tariff 'a'")
                .contains("tariff 'a' has no 'contracts'")
                .contains("contract 1 is still in force on 2026-07-01, when another begins");
    }

    @Test
    void models_of_peaks_may_be_in_a_file(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("operators.txt");
        String text = """
                tariffs:
                  - id: house
                    meter: p1
                    currency: EUR
                    capacity-file: %s
                    contracts: [{components: [{name: peaks, capacity: village}]}]
                """.formatted(file);
        assertThat(problems(text)).contains("operators.txt – there is no such file");

        Files.writeString(file, "model village\ntitle T\nsource S\nhighest 2\nprice 3 EUR month\n");
        Pricing pricing =
                tariff(text).contracts().getFirst().components().getFirst().pricing();
        assertThat(((Pricing.Capacity) pricing).model().highest()).isEqualTo(2);

        Files.writeString(file, "model village\nhighest many\n");
        assertThat(problems(text)).contains("operators.txt, line 2: 'highest many': 'many' is no number from 1 to 99");
    }

    @Test
    void what_is_wrong_with_prices_is_said() {
        assertThat(problems("""
                prices:
                  - {id: spot, step: 15m}
                  - {id: spot, file: a.csv, step: 10m, per: Wh}
                  - {id: heard, step: 1h, broker: {host: a}}
                """))
                .contains("prices 'spot' needs a 'file', or a 'broker' and a 'topic'")
                .contains("expected 15m, 30m or 1h")
                .contains("expected kWh or MWh")
                .contains("there is another prices 'spot'")
                .contains("prices 'heard' has no 'topic'");
    }

    private static Tariff tariff(String text) throws ConfigException {
        return read(text).money().tariffs().getFirst();
    }

    private static String problems(String text) {
        ConfigException rejected = catchThrowableOfType(ConfigException.class, () -> read(text));
        return String.join(
                "\n", rejected.problems().stream().map(Problem::toString).toList());
    }

    private static Configuration read(String text) throws ConfigException {
        return new ConfigReader(Map.of(), Set.of(), "test").read("polymeter.yaml", Path.of(""), P1 + text);
    }
}
