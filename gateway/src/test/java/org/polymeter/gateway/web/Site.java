package org.polymeter.gateway.web;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.web.esp.Layout;

/** A gateway with two meters, as its http output gets to know it. */
final class Site {

    static final Instant NOON = Instant.parse("2025-01-14T12:00:00Z");

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

    private Site() {}

    /** A server that knows all of it. */
    static WebSink open() throws IOException {
        return open(Set.of());
    }

    static WebSink open(Set<String> hosts) throws IOException {
        WebSink web = WebSink.listen(
                new WebSettings(
                        "127.0.0.1", 0, hosts, PROFILE, Optional.of(new WebSettings.Esp("house", Layout.CODES))),
                InstantSource.fixed(NOON.plusSeconds(61)),
                () -> COUNTED);
        web.write(facts());
        return web;
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
