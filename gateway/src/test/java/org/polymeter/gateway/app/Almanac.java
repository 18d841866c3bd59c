package org.polymeter.gateway.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.bill.BillPages;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.CapacityModels;
import org.polymeter.gateway.insight.Component;
import org.polymeter.gateway.insight.Contract;
import org.polymeter.gateway.insight.Direction;
import org.polymeter.gateway.insight.Prices;
import org.polymeter.gateway.insight.Pricing;
import org.polymeter.gateway.insight.Tariff;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.web.WebSettings;
import org.polymeter.gateway.web.WebSink;

/**
 * A real server with the history of a house that is easy to add up, from the first of January 2026 to the noon of a day in
 * November. In each quarter hour it takes 100 Wh, in November 200 Wh, from seven to twenty o'clock in tariff 1, else in
 * tariff 2. Between twelve and one it gives 200 Wh, and its roof makes 300 Wh. Gas, half a cubic metre an hour, was burnt
 * until the end of May.
 */
final class Almanac implements AutoCloseable {

    static final ZoneId ZURICH = Years.ZURICH;

    /** A Thursday, twelve o'clock in Zurich. */
    static final Instant NOW = Instant.parse("2026-11-12T11:00:00Z");

    private static final Instant START = Instant.parse("2025-12-31T23:00:00Z");
    private static final Instant GAS_END = Instant.parse("2026-05-31T22:00:00Z");
    private static final LocalDate RESTLESS = LocalDate.of(2026, 11, 11);
    private static final int QUARTER = 900;

    private final WebSink web;
    private final Optional<History> history;

    private Almanac(WebSink web, Optional<History> history) {
        this.web = web;
        this.history = history;
    }

    /** All of it. */
    static Almanac open(Path folder) throws IOException {
        History history = history(folder);
        Years.describe(history);
        history.merge(readings());
        return listen(Optional.of(history), new Tariffs(List.of(tariff()), Prices.NONE));
    }

    /** Two years of a house as houses are, to measure and to look at. */
    static Almanac ofYears(Path folder) throws IOException {
        History history = history(folder);
        new Years(5).fill(history, LocalDate.of(2024, 11, 1), NOW);
        return listen(Optional.of(history), new Tariffs(List.of(tariff()), Prices.NONE));
    }

    /** A history that nothing is in yet. */
    static Almanac blank(Path folder) throws IOException {
        return listen(Optional.of(history(folder)), Tariffs.NONE);
    }

    /** None is kept. */
    static Almanac none() throws IOException {
        return listen(Optional.empty(), Tariffs.NONE);
    }

    private static History history(Path folder) {
        return new History(new Database.Sqlite(folder.resolve("history.db")), HistorySettings.usual(ZURICH));
    }

    private static Almanac listen(Optional<History> history, Tariffs tariffs) throws IOException {
        InstantSource clock = InstantSource.fixed(NOW);
        WebSink web = WebSink.listen(
                new WebSettings(
                        "127.0.0.1",
                        0,
                        Set.of(),
                        ProfileSettings.of(new Topics("polymeter", "almanac"), "1.0"),
                        Optional.empty()),
                clock,
                () -> {
                    throw new IllegalStateException("nobody counts");
                },
                history,
                () -> tariffs,
                Gate.OPEN,
                List.of(
                        new AppPages(history.isPresent(), () -> !tariffs.all().isEmpty()),
                        new BillPages(history, () -> tariffs, clock),
                        Street::everybodyMay));
        web.write(List.of(new Fact.GatewayDescribed(NOW, Map.of(), List.of())));
        return new Almanac(web, history);
    }

    int port() {
        return web.port();
    }

    /** 30 and 20 centimes for a kilowatt hour, 10 for one that is given, 3.10 francs a month, a franc for each kW of the peak. */
    private static Tariff tariff() {
        Pricing peak = new Pricing.Capacity(
                CapacityModels.named("flanders").orElseThrow().at(BigDecimal.ONE, Pricing.Per.MONTH));
        return new Tariff(
                "home",
                "house",
                "CHF",
                ZURICH,
                List.of(new Contract(
                        LocalDate.of(2024, 1, 1),
                        LocalDate.of(2027, 1, 1),
                        List.of(
                                component(
                                        "energy",
                                        Direction.IMPORT,
                                        new Pricing.Registers(
                                                Map.of("t1", new BigDecimal("0.30"), "t2", new BigDecimal("0.20")))),
                                component(
                                        "subscription",
                                        Direction.IMPORT,
                                        new Pricing.Standing(new BigDecimal("3.10"), Pricing.Per.MONTH)),
                                component("peak", Direction.IMPORT, peak),
                                component("feed-in", Direction.EXPORT, new Pricing.Fixed(new BigDecimal("0.10")))),
                        Calendar.Holidays.NONE)));
    }

    private static Component component(String name, Direction direction, Pricing pricing) {
        return new Component(name, direction, pricing, BigDecimal.ZERO);
    }

    private static List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        long[] taken = {1_000_000, 2_000_000};
        long given = 500_000;
        long made = 700_000;
        readings.add(house(START, taken, given, 400));
        readings.add(Readings.reading("roof", START, "energy_export_kwh " + kwh(made)));
        for (Instant from = START; from.isBefore(NOW); from = from.plusSeconds(QUARTER)) {
            ZonedDateTime local = from.atZone(ZURICH);
            Instant to = from.plusSeconds(QUARTER);
            int watts = local.getMonth() == Month.NOVEMBER ? 800 : 400;
            boolean isSunny = local.getHour() == 12;
            taken[local.getHour() >= 7 && local.getHour() < 20 ? 0 : 1] += watts / 4;
            given += isSunny ? 200 : 0;
            made += isSunny ? 300 : 0;
            if (local.toLocalDate().equals(RESTLESS)) {
                readings.add(Readings.reading("house", from.plusSeconds(400), "power_w 1500"));
            }
            readings.add(house(to, taken, given, isSunny ? watts - 800 : watts));
            readings.add(Readings.reading("roof", to, "energy_export_kwh " + kwh(made)));
        }
        long gas = 0;
        for (Instant at = START; !at.isAfter(GAS_END); at = at.plusSeconds(3600)) {
            readings.add(Readings.reading("gas", at, "volume_m3 " + kwh(gas)));
            gas += 500;
        }
        return readings;
    }

    private static Reading house(Instant at, long[] taken, long given, int watts) {
        return Readings.reading(
                "house",
                at,
                "power_w " + watts + ", energy_import_t1_kwh " + kwh(taken[0]) + ", energy_import_t2_kwh "
                        + kwh(taken[1]) + ", energy_import_kwh " + kwh(taken[0] + taken[1]) + ", energy_export_kwh "
                        + kwh(given));
    }

    private static String kwh(long thousandths) {
        return BigDecimal.valueOf(thousandths, 3).toPlainString();
    }

    @Override
    public void close() {
        web.close();
        history.ifPresent(History::close);
    }
}
