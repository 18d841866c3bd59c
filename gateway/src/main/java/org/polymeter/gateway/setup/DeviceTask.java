package org.polymeter.gateway.setup;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.adapter.Coalescer;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;

/** Listens to a device that publishes at a broker. What the broker has kept counts: it shows at once what there is. */
final class DeviceTask implements Task {

    private static final String SOURCE = "meter";
    private static final long SLICE_MILLIS = 200;

    private final Order order;
    private final Where.Device device;
    private final Report report;
    private final InstantSource clock;
    private final Adapter adapter;
    private final Coalescer coalescer;
    private final Preview preview = new Preview();
    private final Map<String, Harmonizer> harmonizers = new HashMap<>();
    private final Telegram telegram = new Telegram();
    private final ReentrantLock lock = new ReentrantLock();

    DeviceTask(Order order, Where.Device device, Report report, InstantSource clock) {
        this.order = order;
        this.device = device;
        this.report = report;
        this.clock = clock;
        this.adapter = Adapters.named(device.dialect())
                .orElseThrow(() -> new IllegalArgumentException("no adapter " + device.dialect()));
        this.coalescer = new Coalescer(adapter);
    }

    @Override
    public void run(BooleanSupplier stop) throws IOException, InterruptedException {
        Opening opening = Opening.as(BrokerSearch.clientId());
        try (MqttLink link = MqttLink.open(device.broker(), opening, (topic, payload, retained, acknowledgement) -> {
            locked(() -> take(topic, payload));
            acknowledgement.run();
        })) {
            link.subscribe(List.of(device.topic()), 0);
            while (!stop.getAsBoolean() && link.isOpen()) {
                Thread.sleep(SLICE_MILLIS);
                locked(this::tick);
            }
            if (!link.isOpen() && !stop.getAsBoolean()) {
                throw new IOException(device.broker() + ": the connection was lost");
            }
        }
    }

    private void tick() {
        coalescer.due(clock.instant()).forEach(it -> harmonize(it.device(), it.telegram(), it.evidence()));
        harmonizers.values().forEach(harmonizer -> harmonizer.tick(clock.instant()));
        show();
    }

    private void take(String topic, byte[] payload) {
        if (adapter.availability(topic, payload).isPresent()
                || !(adapter.decode(topic, payload, telegram) instanceof Outcome.Complete)) {
            return;
        }
        if (adapter.fragment(telegram)) {
            coalescer.add(topic, payload, telegram, clock.instant());
        } else {
            harmonize(adapter.device(topic).orElse(topic), telegram, payload);
        }
    }

    private void harmonize(String name, Telegram said, byte[] evidence) {
        if (said.size() == 0) {
            return;
        }
        Frame frame = new Frame()
                .raw(evidence, 0, evidence.length)
                .payload(evidence, 0, evidence.length)
                .integrity(Frame.Integrity.UNCHECKED);
        harmonizers
                .computeIfAbsent(
                        name,
                        it -> new Harmonizer(
                                WireSettings.of(SOURCE, order.zone()).behindAdapter(it),
                                new MeterIds(),
                                Bindings.inMemory(),
                                preview))
                .telegram(said, frame, clock.instant());
        show();
    }

    private void show() {
        if (preview.isChanged()) {
            report.values(preview.json());
        }
    }

    /** Messages come on the connection's thread. */
    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
