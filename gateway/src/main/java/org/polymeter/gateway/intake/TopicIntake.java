package org.polymeter.gateway.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Coalesced;
import org.polymeter.gateway.adapter.Coalescer;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.sink.Bytes;

/** A broker's messages of one dialect: many adapters, a meter behind each. */
public final class TopicIntake implements Intake {

    /** More adapters than any site has; a topic filter that is too wide must not fill the memory. */
    private static final int MOST_DEVICES = 10_000;

    private final Adapter adapter;
    private Function<String, Harmonizer> harmonizers;
    private final InstantSource clock;
    private final Desk desk;
    private final Coalescer coalescer;
    private final Said said;
    private final Telegram telegram = new Telegram();
    private final Map<String, Harmonizer> devices = new LinkedHashMap<>();

    /**
     * An intake for one subscription.
     *
     * @param source its id, for the log
     * @param harmonizers makes the harmonizer of a device, given its name in the topic
     */
    public TopicIntake(
            String source, Adapter adapter, Function<String, Harmonizer> harmonizers, InstantSource clock, Desk desk) {
        this.said = new Said(source);
        this.adapter = adapter;
        this.harmonizers = harmonizers;
        this.clock = clock;
        this.desk = desk;
        this.coalescer = new Coalescer(adapter);
    }

    /**
     * People say something else of the meters, by device, from now on.
     *
     * @param harmonizers makes the harmonizer of a device that has not spoken yet, given where to report to
     */
    public void called(Function<String, MeterLabel> labels, Function<Desk, Function<String, Harmonizer>> harmonizers) {
        this.harmonizers = harmonizers.apply(desk);
        devices.forEach((device, harmonizer) -> harmonizer.called(labels.apply(device), Map.of()));
    }

    @Override
    public void opened() {}

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        throw new IllegalStateException("a broker sends messages, not bytes");
    }

    /** A message that the broker had kept may be hours old and is no reading; a last will is news. */
    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        var available = adapter.availability(topic, payload);
        if (available.isPresent()) {
            adapter.device(topic)
                    .map(devices::get)
                    .filter(device -> !available.get())
                    .ifPresent(this::gone);
        } else if (!retained) {
            decode(topic, payload, clock.instant());
        }
    }

    @Override
    public void silence() {}

    @Override
    public void tick(Instant now) {
        coalescer.due(now).forEach(this::harmonize);
        devices.values().forEach(device -> device.tick(now));
    }

    @Override
    public void ended() {
        coalescer.drain().forEach(this::harmonize);
        devices.values().forEach(Harmonizer::flush);
    }

    private void decode(String topic, byte[] payload, Instant received) {
        switch (adapter.decode(topic, payload, telegram)) {
            case Outcome.Rejected rejected -> {
                said.sealed(rejected.fault());
                desk.rejected(
                        Reasons.of(rejected.fault()),
                        adapter.protocol(),
                        received,
                        rejected.fault().toString(),
                        payload.length,
                        Bytes.of(payload));
            }
            case Outcome.Complete complete -> {
                if (desk.wantsRaw()) {
                    desk.raw(adapter.protocol(), received, false, topic, Bytes.of(payload));
                }
                said.warnings(telegram);
                take(topic, payload, received);
            }
        }
    }

    private void take(String topic, byte[] payload, Instant received) {
        if (adapter.fragment(telegram)) {
            coalescer.add(topic, payload, telegram, received);
        } else if (telegram.size() > 0) {
            harmonize(adapter.device(topic).orElse(topic), telegram, payload, received);
        }
    }

    private void harmonize(Coalesced coalesced) {
        if (coalesced.telegram().size() > 0) { // the clock alone is no reading
            harmonize(coalesced.device(), coalesced.telegram(), coalesced.evidence(), coalesced.received());
        }
    }

    private void harmonize(String device, Telegram said, byte[] evidence, Instant received) {
        if (!devices.containsKey(device) && devices.size() == MOST_DEVICES) {
            desk.rejected(
                    Reason.UNIDENTIFIED,
                    adapter.protocol(),
                    received,
                    "more than " + MOST_DEVICES + " devices: is the topic filter too wide?",
                    evidence.length,
                    Bytes.of(evidence));
            return;
        }
        Harmonizer harmonizer = devices.computeIfAbsent(device, harmonizers);
        Frame frame = new Frame()
                .raw(evidence, 0, evidence.length)
                .payload(evidence, 0, evidence.length)
                .integrity(Integrity.UNCHECKED);
        harmonizer.telegram(said, frame, received);
        desk.frame(received, harmonizer.skew(), Optional.empty());
    }

    private void gone(Harmonizer device) {
        device.boundMeter().ifPresent(desk::gone);
    }
}
