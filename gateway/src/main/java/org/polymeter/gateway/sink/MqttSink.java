package org.polymeter.gateway.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.profile.Topics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the profile to a broker (docs/profile.md, Topics). A fact counts as written only when
 * the broker has acknowledged it, so facts are as safe as the outbox before this sink; meanwhile the
 * next ones are sent. State is remembered here and published anew on each connection.
 */
public final class MqttSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(MqttSink.class);

    private static final String ONLINE = "online";
    private static final String OFFLINE = "offline";
    private static final byte[] NOTHING = {};

    /** A broker that loses us for less than this does not call us offline (MQTT 5). */
    private static final Duration SHORT_ABSENCE = Duration.ofSeconds(10);

    private final MqttSettings settings;
    private final Topics topics;
    private final LatestState latest = new LatestState();
    /** For each fact that is not confirmed: how many messages have to be. */
    private final Deque<Long> unconfirmed = new ArrayDeque<>();

    private @Nullable MqttLink link;

    public MqttSink(MqttSettings settings) {
        this.settings = settings;
        this.topics = settings.topics();
    }

    @Override
    public String describe() {
        return "mqtt " + settings.broker().host() + ":" + settings.broker().port();
    }

    /** Connects first if need be. */
    @Override
    public void write(List<Fact> batch) throws IOException, InterruptedException {
        try {
            MqttLink to = connected();
            for (Fact fact : batch) {
                latest.remember(fact);
                publish(fact, to);
                unconfirmed.addLast(to.published());
            }
            if (batch.isEmpty()) {
                to.flush();
            }
            confirm(to.confirmed());
        } catch (IOException e) {
            unconfirmed.clear(); // they will be offered again, to the next connection
            throw e;
        }
    }

    @Override
    public int unconfirmed() {
        return unconfirmed.size();
    }

    @Override
    public void close() {
        boolean interrupted = Thread.interrupted(); // by whoever ends us; it must not cut the goodbye short
        MqttLink last = link;
        if (last != null && last.isOpen()) {
            try {
                sayGoodbye(last);
            } catch (IOException e) {
                LOG.debug("{}: went away while we said goodbye; it has our will", describe(), e);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        drop();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private MqttLink connected() throws IOException, InterruptedException {
        MqttLink known = link;
        if (known != null && (known.isOpen() || !unconfirmed.isEmpty())) {
            return known; // a lost one has to tell of its loss
        }
        drop();
        MqttLink opened = MqttLink.open(
                settings.broker(),
                Opening.as("polymeter-" + topics.gateway()).withWill(topics.own("status"), OFFLINE, SHORT_ABSENCE));
        link = opened;
        text(topics.own("status"), ONLINE, opened);
        for (Fact fact : latest.all()) {
            publish(fact, opened);
        }
        return opened;
    }

    private void confirm(long messages) {
        while (!unconfirmed.isEmpty() && unconfirmed.getFirst() <= messages) {
            unconfirmed.removeFirst();
        }
    }

    private void sayGoodbye(MqttLink to) throws IOException, InterruptedException {
        for (String meter : latest.meters()) {
            text(topics.meter(meter, "status"), OFFLINE, to);
        }
        text(topics.own("status"), OFFLINE, to);
        to.flush();
    }

    private void drop() {
        MqttLink old = link;
        link = null;
        if (old != null) {
            old.close();
        }
    }

    private void publish(Fact fact, MqttLink to) throws IOException, InterruptedException {
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

    private void reading(Reading reading, MqttLink to) throws IOException, InterruptedException {
        to.publish(topics.meter(reading.meter(), "reading"), ProfileJson.reading(reading), Deliveries.FACT);
    }

    private void state(Fact.Known known, MqttLink to) throws IOException, InterruptedException {
        Reading state = known.state();
        for (int i = 0; i < state.size(); i++) {
            text(topics.value(state.meter(), state.quantity(i).name()), state.plain(i), to);
        }
        for (String name : known.gone()) {
            clear(topics.value(state.meter(), name), to);
        }
        to.publish(topics.meter(state.meter(), "state"), ProfileJson.state(state, known.older()), Deliveries.STATE);
    }

    private void remove(Fact.Removed removed, MqttLink to) throws IOException, InterruptedException {
        for (String name : removed.names()) {
            clear(topics.value(removed.meter(), name), to);
        }
        for (String leaf : List.of("state", "info", "status")) {
            clear(topics.meter(removed.meter(), leaf), to);
        }
    }

    private void raw(Fact.Raw raw, MqttLink to) throws IOException, InterruptedException {
        if (settings.hashed()) {
            return;
        }
        switch (settings.rawBySource().getOrDefault(raw.source(), MqttSettings.Raw.OFF)) {
            case OFF -> {}
            case BYTES -> to.publish(topics.raw(raw.source()), raw.frame().toArray(), Deliveries.rawBytes(raw));
            case JSON ->
                to.publish(topics.raw(raw.source()), GatewayJson.raw(raw, topics.gateway()), Deliveries.RAW_JSON);
        }
    }

    private static void text(String topic, String text, MqttLink to) throws IOException, InterruptedException {
        to.publish(topic, text.getBytes(StandardCharsets.UTF_8), Deliveries.TEXT);
    }

    /** An empty payload makes a broker forget what it kept. */
    private static void clear(String topic, MqttLink to) throws IOException, InterruptedException {
        to.publish(topic, NOTHING, Deliveries.TEXT);
    }
}
