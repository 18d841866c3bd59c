package org.polymeter.gateway.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.web.WebSettings;
import org.polymeter.gateway.web.WebSink;

/** A real server that is told of as many houses as a test wants; a house says what the test says. */
final class Street implements AutoCloseable {

    private static final String GATEWAY = "street";

    private final WebSink web;
    private final InstantSource clock;
    private final AtomicLong ids = new AtomicLong();

    private Street(WebSink web, InstantSource clock) {
        this.web = web;
        this.clock = clock;
    }

    /** Nobody lives there yet. */
    static Street open() throws IOException {
        return open(InstantSource.system(), Optional.empty());
    }

    /** {@code history}: what has been kept of those who live there. */
    static Street open(InstantSource clock, Optional<History> history) throws IOException {
        WebSink web = WebSink.listen(
                new WebSettings(
                        "127.0.0.1",
                        0,
                        Set.of(),
                        ProfileSettings.of(new Topics("polymeter", GATEWAY), "1.0"),
                        Optional.empty()),
                clock,
                () -> {
                    throw new IllegalStateException("nobody counts");
                },
                history,
                () -> Tariffs.NONE,
                Gate.OPEN,
                List.of(new AppPages(history.isPresent(), () -> false), Street::everybodyMay, Street::nothingIsBroken));
        web.write(List.of(new Fact.GatewayDescribed(clock.instant(), Map.of("p1", "dsmr"), List.of())));
        return new Street(web, clock);
    }

    /** There are no sources that could be. */
    private static void nothingIsBroken(Routes routes) {
        routes.add(
                "/api/app/health/live",
                call -> new Answer.Live("text/event-stream", Map.of(), false, out -> {
                    out.write(": \n\n".getBytes(StandardCharsets.UTF_8));
                    out.flush();
                    Thread.sleep(Duration.ofMinutes(1));
                }));
    }

    /** Nobody has to sign in. */
    static void everybodyMay(Routes routes) {
        byte[] session = "{\"right\":\"CHANGE\"}".getBytes(StandardCharsets.UTF_8);
        routes.add(Method.GET, "/api/app/session", Right.NONE, call -> Answer.Document.json(session));
    }

    int port() {
        return web.port();
    }

    /** Somebody moves in. */
    void moveIn(String meter, String name) {
        web.write(List.of(described(meter, name, "electricity", null), new Fact.Alive(meter, true)));
    }

    /** A meter that is read through another one. */
    void moveIn(String meter, String name, String medium, String parent) {
        web.write(List.of(described(meter, name, medium, parent), new Fact.Alive(meter, true)));
    }

    /** {@code values}: {@code power_w 543, voltage_l1_v 230.1}. */
    void say(String meter, String values) {
        say(meter, Instant.ofEpochMilli(clock.millis()), values);
    }

    void say(String meter, Instant time, String values) {
        Reading reading = Readings.reading(
                meter,
                String.format("%032x", ids.incrementAndGet()),
                time,
                org.polymeter.codec.reading.TimeSource.METER,
                time,
                org.polymeter.codec.reading.Origin.PUSH,
                List.of(),
                values);
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact.Heard(reading));
        facts.add(new Fact.Known(reading, Map.of(), List.of()));
        web.write(facts);
    }

    /** A meter that has been silent for too long. */
    void fallSilent(String meter) {
        web.write(List.of(new Fact.Alive(meter, false)));
    }

    private static Fact.Described described(
            String meter, String name, String medium, @org.jspecify.annotations.Nullable String parent) {
        return new Fact.Described(new MeterInfo(
                meter,
                name,
                medium,
                "grid",
                "dsmr",
                "SERIAL-" + meter,
                parent,
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
                new TreeMap<>()));
    }

    @Override
    public void close() {
        web.close();
    }
}
