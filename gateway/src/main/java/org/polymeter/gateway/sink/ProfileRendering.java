package org.polymeter.gateway.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.profile.Topics;

/** The profile itself (docs/profile.md, Topics). */
public final class ProfileRendering implements Rendering {

    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";
    private static final byte[] NOTHING = {};

    private final ProfileSettings settings;
    private final Topics topics;

    public ProfileRendering(ProfileSettings settings) {
        this.settings = settings;
        this.topics = settings.topics();
    }

    @Override
    public Optional<Opening.Will> will() {
        return Optional.of(new Opening.Will(topics.own("status"), OFFLINE, true, settings.absence()));
    }

    @Override
    public void greet(Outlet to) throws IOException, InterruptedException {
        text(topics.own("status"), ONLINE, to);
    }

    @Override
    public void goodbye(List<String> meters, Outlet to) throws IOException, InterruptedException {
        for (String meter : meters) {
            text(topics.meter(meter, "status"), OFFLINE, to);
        }
        text(topics.own("status"), OFFLINE, to);
    }

    @Override
    public Optional<Probe> probe() {
        return Optional.of(new Probe() {
            @Override
            public String topic() {
                return topics.own("test");
            }

            @Override
            public byte[] payload(Instant now) {
                return GatewayJson.test(now, topics.gateway());
            }
        });
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        switch (fact) {
            case Fact.Heard heard -> reading(heard.reading(), to);
            case Fact.Happened happened ->
                to.publish(
                        topics.meter(happened.event().meter(), "event"),
                        ProfileJson.event(happened.event()),
                        Deliveries.FACT);
            case Fact.Described described ->
                to.publish(
                        topics.meter(described.info().meter(), "info"),
                        ProfileJson.info(described.info(), topics.gateway(), settings.hashed()),
                        Deliveries.STATE);
            case Fact.Known known -> state(known, to);
            case Fact.Alive alive -> text(topics.meter(alive.meter(), "status"), alive.online() ? ONLINE : OFFLINE, to);
            case Fact.Removed removed -> remove(removed, to);
            case Fact.Raw raw -> raw(raw, to);
            case Fact.Told told -> {}
            case Fact.Rejected rejected ->
                to.publish(
                        topics.reject(rejected.source()),
                        GatewayJson.reject(settings.hashed() ? rejected.withoutFrame() : rejected, topics.gateway()),
                        Deliveries.FACT);
            case Fact.GatewayDescribed described ->
                to.publish(
                        topics.own("info"),
                        GatewayJson.info(described, topics.gateway(), settings.version()),
                        Deliveries.STATE);
            case Fact.Counted counted ->
                to.publish(topics.own("stats"), GatewayJson.stats(counted, topics.gateway()), Deliveries.STATS);
        }
    }

    private void reading(Reading reading, Outlet to) throws IOException, InterruptedException {
        to.publish(topics.meter(reading.meter(), "reading"), ProfileJson.reading(reading), Deliveries.FACT);
    }

    private void state(Fact.Known known, Outlet to) throws IOException, InterruptedException {
        Reading state = known.state();
        for (int i = 0; i < state.size(); i++) {
            text(topics.value(state.meter(), state.quantity(i).name()), state.plain(i), to);
        }
        for (String name : known.gone()) {
            clear(topics.value(state.meter(), name), to);
        }
        to.publish(topics.meter(state.meter(), "state"), ProfileJson.state(state, known.older()), Deliveries.STATE);
    }

    private void remove(Fact.Removed removed, Outlet to) throws IOException, InterruptedException {
        for (String name : removed.names()) {
            clear(topics.value(removed.meter(), name), to);
        }
        for (String leaf : List.of("state", "info", "status")) {
            clear(topics.meter(removed.meter(), leaf), to);
        }
    }

    private void raw(Fact.Raw raw, Outlet to) throws IOException, InterruptedException {
        if (settings.hashed()) {
            return;
        }
        switch (settings.raw().apply(raw.source())) {
            case OFF -> {}
            case BYTES -> to.publish(topics.raw(raw.source()), raw.frame().toArray(), Deliveries.rawBytes(raw));
            case JSON ->
                to.publish(topics.raw(raw.source()), GatewayJson.raw(raw, topics.gateway()), Deliveries.RAW_JSON);
        }
    }

    private static void text(String topic, String text, Outlet to) throws IOException, InterruptedException {
        to.publish(topic, text.getBytes(StandardCharsets.UTF_8), Deliveries.TEXT);
    }

    /** An empty payload makes a broker forget what it kept. */
    private static void clear(String topic, Outlet to) throws IOException, InterruptedException {
        to.publish(topic, NOTHING, Deliveries.TEXT);
    }
}
