package org.polymeter.gateway.homie;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * Meters as devices of Homie 5.0 (https://homieiot.github.io/specification): below the gateway's device,
 * sub-meters below their meter. Nothing can be set.
 */
public final class HomieRendering implements Rendering {

    /** While a device changes its description; it was not ready, or is not for a moment. */
    private static final String INIT = "init";

    private static final String READY = "ready";
    private static final String DISCONNECTED = "disconnected";
    private static final String LOST = "lost";
    private static final byte[] NOTHING = {};

    private static final Duration SHORT_ABSENCE = Duration.ofSeconds(10);

    private static final Delivery TEXT = new Delivery(1, true, "text/plain", true, List.of(), Duration.ZERO);
    private static final Delivery JSON = new Delivery(1, true, "application/json", true, List.of(), Duration.ZERO);

    private final HomieTopics topics;
    private final Map<String, Meter> meters = new LinkedHashMap<>();
    /** Descriptions on this connection, by device. */
    private final Map<String, byte[]> described = new HashMap<>();

    /** What is known of one meter, and said of it on this connection. */
    private static final class Meter {
        @Nullable
        MeterInfo info;

        boolean hasStatus;
        boolean online;
        boolean hasValues;
        String state = "";
    }

    /**
     * A rendering for one connection, whose will it has.
     *
     * @param prefix first level of all topics, usually {@code homie}
     * @param gateway id of the gateway
     */
    public HomieRendering(String prefix, String gateway) {
        topics = new HomieTopics(prefix, gateway);
    }

    @Override
    public Optional<Opening.Will> will() {
        return Optional.of(new Opening.Will(topics.attribute(topics.root(), "state"), LOST, true, SHORT_ABSENCE));
    }

    @Override
    public void greet(Outlet to) throws IOException, InterruptedException {
        described.clear();
        for (Meter meter : meters.values()) {
            meter.hasStatus = false;
            meter.hasValues = false;
            meter.state = "";
        }
        describeRoot(to);
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        switch (fact) {
            case Fact.Described described -> describe(described.info(), to);
            case Fact.Alive alive -> {
                meter(alive.meter()).hasStatus = true;
                meter(alive.meter()).online = alive.online();
                settle(alive.meter(), to);
            }
            case Fact.Known known -> values(known, to);
            case Fact.Removed removed -> remove(removed, to);
            case Fact.Heard heard -> {}
            case Fact.Happened happened -> {}
            case Fact.Raw raw -> {}
            case Fact.Told told -> {}
            case Fact.Rejected rejected -> {}
            case Fact.GatewayDescribed gateway -> {}
            case Fact.Counted counted -> {}
        }
    }

    @Override
    public void goodbye(List<String> online, Outlet to) throws IOException, InterruptedException {
        for (String meter : online) {
            state(meter, DISCONNECTED, to);
        }
        state(topics.root(), DISCONNECTED, to);
    }

    private void describe(MeterInfo info, Outlet to) throws IOException, InterruptedException {
        boolean isNew = meter(info.meter()).info == null;
        meter(info.meter()).info = info;
        describeMeter(info, to);
        if (isNew) {
            describeRoot(to);
            describeParent(info, to);
        }
    }

    /** Which has a child more, or one less. */
    private void describeParent(MeterInfo child, Outlet to) throws IOException, InterruptedException {
        Meter parent = child.parent() == null ? null : meters.get(child.parent());
        if (parent != null && parent.info != null) {
            describeMeter(parent.info, to);
        }
    }

    private void describeRoot(Outlet to) throws IOException, InterruptedException {
        if (describe(topics.root(), Description.root(topics.gateway(), children(null)), to)) {
            state(topics.root(), READY, to);
        }
    }

    private void describeMeter(MeterInfo info, Outlet to) throws IOException, InterruptedException {
        String meter = info.meter();
        if (describe(meter, Description.meter(info, topics.root(), children(meter)), to)) {
            meter(meter).state = INIT;
            settle(meter, to);
        }
    }

    /** Says a description that is new; whether it was. */
    private boolean describe(String device, byte[] description, Outlet to) throws IOException, InterruptedException {
        byte @Nullable [] before = described.get(device);
        if (before != null && Arrays.equals(before, description)) {
            return false;
        }
        state(device, INIT, to);
        to.publish(topics.attribute(device, "description"), description, JSON);
        described.put(device, description);
        return true;
    }

    /** A device is ready when all has been said that it describes. */
    private void settle(String id, Outlet to) throws IOException, InterruptedException {
        Meter meter = meter(id);
        if (!described.containsKey(id) || !meter.hasStatus || (meter.online && !meter.hasValues)) {
            return;
        }
        String state = meter.online ? READY : DISCONNECTED;
        if (!meter.state.equals(state)) {
            state(id, state, to);
            meter.state = state;
        }
    }

    private void values(Fact.Known known, Outlet to) throws IOException, InterruptedException {
        Reading state = known.state();
        for (int i = 0; i < state.size(); i++) {
            if (Description.has(state.quantity(i))) {
                text(topics.value(state.meter(), state.quantity(i).name()), state.plain(i), to);
            }
        }
        for (String name : known.gone()) {
            to.publish(topics.value(state.meter(), name), NOTHING, TEXT);
        }
        meter(state.meter()).hasValues = true;
        settle(state.meter(), to);
    }

    private void remove(Fact.Removed removed, Outlet to) throws IOException, InterruptedException {
        to.publish(topics.attribute(removed.meter(), "state"), NOTHING, TEXT); // first: it tells of the removal
        to.publish(topics.attribute(removed.meter(), "description"), NOTHING, JSON);
        for (String name : removed.names()) {
            to.publish(topics.value(removed.meter(), name), NOTHING, TEXT);
        }
        Meter gone = meters.remove(removed.meter());
        described.remove(removed.meter());
        describeRoot(to);
        if (gone != null && gone.info != null) {
            describeParent(gone.info, to);
        }
    }

    /** Ids of the meters below a meter; below the gateway for null. */
    private List<String> children(@Nullable String parent) {
        List<String> children = new ArrayList<>();
        for (Meter meter : meters.values()) {
            if (meter.info != null && Objects.equals(meter.info.parent(), parent)) {
                children.add(meter.info.meter());
            }
        }
        return children;
    }

    private Meter meter(String id) {
        return meters.computeIfAbsent(id, unused -> new Meter());
    }

    private void state(String device, String state, Outlet to) throws IOException, InterruptedException {
        text(topics.attribute(device, "state"), state, to);
    }

    private static void text(String topic, String text, Outlet to) throws IOException, InterruptedException {
        to.publish(topic, text.getBytes(StandardCharsets.UTF_8), TEXT);
    }
}
