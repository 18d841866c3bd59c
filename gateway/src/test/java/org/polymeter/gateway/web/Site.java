package org.polymeter.gateway.web;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.CapacityModel;
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
import org.polymeter.gateway.web.esp.Layout;

/** A gateway with two meters, as its http output gets to know it. */
final class Site {

    static final Instant NOON = Instant.parse("2025-01-14T12:00:00Z");

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    static final ProfileSettings PROFILE = ProfileSettings.of(new Topics("home/polymeter", "cellar"), "1.2.3");

    static final Fact.GatewayDescribed GATEWAY =
            new Fact.GatewayDescribed(NOON, Map.of("p1", "dsmr"), List.of("gas", "house"));

    static final Fact.Counted COUNTED = new Fact.Counted(
            NOON.plusSeconds(60),
            60,
            Map.of(
                    "p1",
                    new Fact.SourceCount(
                            60,
                            59,
                            Map.of("checksum", 1L),
                            Map.of("range", 2L),
                            Optional.of(NOON),
                            Optional.of(412L),
                            Optional.empty())),
            new Fact.OutputCount(500, 3, 0, 1));

    static final Fact.Known HOUSE = new Fact.Known(
            reading("house", 0, "energy_import_kwh 13779.338, message Grüezi \"Nachbar\", power_w -543"),
            Map.of(),
            List.of());

    /** What the house pays: a quarter franc for a kilowatt hour, three francs a month, and for its peak. */
    private static final Tariff TARIFF = new Tariff(
            "home",
            "house",
            "CHF",
            ZURICH,
            List.of(new Contract(
                    LocalDate.of(2024, 1, 1),
                    LocalDate.of(2026, 1, 1),
                    List.of(
                            component("energy", new Pricing.Fixed(new BigDecimal("0.25"))),
                            component("subscription", new Pricing.Standing(new BigDecimal("3"), Pricing.Per.MONTH)),
                            component("peak", new Pricing.Capacity(peak()))),
                    Calendar.Holidays.NONE)));

    private Site() {}

    private static Component component(String name, Pricing pricing) {
        return new Component(name, Direction.IMPORT, pricing, new BigDecimal("0.081"));
    }

    private static CapacityModel peak() {
        return CapacityModels.named("flanders").orElseThrow().at(BigDecimal.TEN, Pricing.Per.MONTH);
    }

    /** A server that knows all of it. */
    static WebSink open() throws IOException {
        return open(Set.of());
    }

    static WebSink open(Set<String> hosts) throws IOException {
        return open(hosts, Optional.of(history()));
    }

    static WebSink open(Set<String> hosts, Optional<History> history) throws IOException {
        WebSink web = WebSink.listen(
                new WebSettings(
                        "127.0.0.1", 0, hosts, PROFILE, Optional.of(new WebSettings.Esp("house", Layout.CODES))),
                InstantSource.fixed(NOON.plusSeconds(61)),
                () -> COUNTED,
                history,
                () -> new Tariffs(List.of(TARIFF), Prices.NONE),
                Gate.OPEN,
                List.of());
        web.write(facts());
        return web;
    }

    /** A day of the house, and a gas meter that was replaced at ten. */
    static History history() throws IOException {
        Path folder = Files.createTempDirectory("site");
        Path file = folder.resolve("history.db");
        for (Path path : List.of(folder, file, folder.resolve("history.db-wal"), folder.resolve("history.db-shm"))) {
            path.toFile().deleteOnExit();
        }
        History history = new History(new Database.Sqlite(file), HistorySettings.usual(ZURICH));
        HistorySink sink = new HistorySink(history, InstantSource.fixed(NOON));
        sink.write(List.of(new Fact.Described(info("house", "House")), replaced()));
        sink.settle();
        history.merge(IntStream.rangeClosed(-144, 0).mapToObj(Site::said).toList());
        history.merge(IntStream.rangeClosed(-6, 0).mapToObj(Site::gas).toList());
        return history;
    }

    /** {@code step}: of five minutes, before noon. */
    private static Reading said(int step) {
        String text = "energy_import_kwh " + BigDecimal.valueOf(14_000_000 + 50L * step, 3) + ", power_w "
                + (step % 7 * 100) + ", tariff " + (step < -36 ? 2 : 1) + ", message all is \"well\"";
        return Readings.reading("house", NOON.plusSeconds(300L * step), text);
    }

    /** {@code hour}: before noon. */
    private static Reading gas(int hour) {
        String meter = hour <= -3 ? "gas" : "gas-2";
        return Readings.reading(
                meter,
                NOON.plusSeconds(3_600L * hour),
                "volume_m3 " + BigDecimal.valueOf(hour <= -3 ? 900 + hour : hour + 3, 1));
    }

    private static Fact.Happened replaced() {
        return new Fact.Happened(new Event(
                "meter_replaced",
                "gas",
                "0123456789abcdef0123456789abcdef",
                NOON.minusSeconds(7_200),
                TimeSource.METER,
                NOON.minusSeconds(7_200),
                Map.of("by", "gas-2")));
    }

    static List<Fact> facts() {
        return List.of(
                GATEWAY,
                new Fact.Described(info("house", "House")),
                new Fact.Alive("house", true),
                new Fact.Heard(HOUSE.state()),
                HOUSE,
                new Fact.Described(info("gas", "Gas \\ \"heating\"")),
                new Fact.Alive("gas", false),
                new Fact.Known(reading("gas", 0, "volume_m3 3.5"), Map.of(), List.of()),
                COUNTED);
    }

    static Fact.Heard heard(String meter, int second) {
        return new Fact.Heard(reading(meter, second, "power_w " + second));
    }

    static MeterInfo info(String meter, String name) {
        return new MeterInfo(
                meter,
                name,
                "electricity",
                null,
                "dsmr",
                "SERIAL-" + meter,
                null,
                OptionalInt.empty(),
                null,
                null,
                null,
                "dsmr",
                null,
                "p1",
                null,
                "Europe/Zurich",
                3,
                1,
                30,
                new TreeMap<>());
    }

    private static Reading reading(String meter, int second, String values) {
        return Readings.reading(meter, NOON.plusSeconds(second), values);
    }
}
