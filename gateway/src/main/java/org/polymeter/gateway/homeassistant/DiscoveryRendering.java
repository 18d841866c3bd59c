package org.polymeter.gateway.homeassistant;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Rendering;

/**
 * Announces meters and gateway to Home Assistant (docs/consumers/home-assistant.md), beside the profile,
 * whose topics it names. A device is announced once a connection, and again when that changes what is
 * said, or when Home Assistant has been started.
 */
public final class DiscoveryRendering implements Rendering {

    /** A broker may forbid it; the meters' own topics go on. */
    private static final Delivery CONFIG =
            new Delivery(1, true, "application/json", true, List.of(), Duration.ZERO).asDispensable();

    /** What Home Assistant says when it is there. */
    private static final String BIRTH = "online";

    private final DiscoverySettings settings;
    private final Devices devices;
    private final DiscoveryMessages messages;
    /** What the broker was told on this connection, by topic. */
    private final Map<String, byte[]> said = new HashMap<>();
    /** Platform by key of the components of each device. */
    private final Map<String, Map<String, String>> components = new HashMap<>();
    /** Devices that wait for their status: it comes before discovery. */
    private final Map<String, Device> waiting = new HashMap<>();

    private final Set<String> alive = new HashSet<>();
    private final AtomicBoolean called = new AtomicBoolean();

    public DiscoveryRendering(DiscoverySettings settings) {
        this.settings = settings;
        this.devices = new Devices(settings);
        this.messages = new DiscoveryMessages(settings);
    }

    @Override
    public void greet(Outlet to) {
        said.clear();
        waiting.clear();
        alive.clear();
    }

    @Override
    public void render(Fact fact, Outlet to) throws IOException, InterruptedException {
        if (called.getAndSet(false)) {
            said.clear();
        }
        switch (fact) {
            case Fact.GatewayDescribed described -> announce(devices.gateway(), to);
            case Fact.Described described -> {
                Device meter = devices.meter(described.info());
                if (alive.contains(meter.id())) {
                    announce(meter, to);
                } else {
                    waiting.put(meter.id(), meter);
                }
            }
            case Fact.Alive heard -> {
                alive.add(heard.meter());
                Device meter = waiting.remove(heard.meter());
                if (meter != null) {
                    announce(meter, to);
                }
            }
            case Fact.Removed removed -> remove(removed, to);
            case Fact.Heard heard -> {}
            case Fact.Happened happened -> {}
            case Fact.Known known -> {}
            case Fact.Raw raw -> {}
            case Fact.Told told -> {}
            case Fact.Rejected rejected -> {}
            case Fact.Counted counted -> {}
        }
    }

    @Override
    public List<String> calls() {
        return List.of(settings.prefix() + "/status");
    }

    @Override
    public boolean isCall(String topic, String text) {
        boolean born = topic.equals(settings.prefix() + "/status") && text.equals(BIRTH);
        if (born) {
            called.set(true);
        }
        return born;
    }

    private void announce(Device device, Outlet to) throws IOException, InterruptedException {
        Map<String, String> now = new LinkedHashMap<>();
        device.components().forEach((key, component) -> now.put(key, component.platform()));
        Map<String, String> gone = new LinkedHashMap<>(components.getOrDefault(device.id(), Map.of()));
        gone.keySet().removeAll(now.keySet());
        say(messages.of(device, gone), to);
        components.put(device.id(), now);
    }

    private void remove(Fact.Removed removed, Outlet to) throws IOException, InterruptedException {
        Map<String, String> known = new LinkedHashMap<>();
        removed.names().forEach(name -> known.put(name, "sensor"));
        known.put("event", "event");
        known.putAll(components.getOrDefault(removed.meter(), Map.of()));
        say(messages.removal(removed.meter(), known), to);
        components.remove(removed.meter());
        waiting.remove(removed.meter());
        alive.remove(removed.meter());
    }

    private void say(SequencedMap<String, byte[]> messages, Outlet to) throws IOException, InterruptedException {
        for (Map.Entry<String, byte[]> message : messages.entrySet()) {
            byte @Nullable [] before = said.get(message.getKey());
            if (before == null || !Arrays.equals(before, message.getValue())) {
                to.publish(message.getKey(), message.getValue(), CONFIG);
                said.put(message.getKey(), message.getValue());
            }
        }
    }
}
