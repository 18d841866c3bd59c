package org.polymeter.gateway.intake;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.sink.Bytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A wire with one meter on it: bytes in, facts out. */
public final class WireIntake implements Intake, MeterStream.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(WireIntake.class);

    private final InstantSource clock;
    private final Desk desk;
    private final MeterStream stream;
    private final Harmonizer harmonizer;
    private final Said said;
    private final Verdicts verdicts;
    private final String source;
    private MeterStream.@Nullable Link speaks;
    private boolean introduced;

    /** What was found, once; what comes behind an adapter was found by others. */
    private void introduce(String model, boolean sealed) {
        if (speaks != null && !introduced) {
            introduced = true;
            LOG.info(
                    "source {}: speaks {}{}{}",
                    source,
                    speaks,
                    model.isEmpty() ? "" : ", " + model,
                    sealed ? ", encrypted" : "");
        }
    }

    public WireIntake(
            MeterStream.Options options,
            WireSettings wire,
            MeterIds ids,
            Bindings bindings,
            InstantSource clock,
            Desk desk) {
        this.clock = clock;
        this.desk = desk;
        this.verdicts = new Verdicts(options);
        this.stream = MeterStream.of(options, this);
        this.source = wire.source();
        this.introduced = wire.adapter().isPresent();
        this.said = new Said(wire.source());
        this.harmonizer = new Harmonizer(wire, ids, bindings, desk);
    }

    /** As {@link Harmonizer#called}. */
    public void called(MeterLabel meter, Map<Integer, MeterLabel> subMeters) {
        harmonizer.called(meter, subMeters);
    }

    @Override
    public void opened() {}

    @Override
    public void bytes(byte[] bytes, int offset, int length) {
        stream.feed(bytes, offset, length);
    }

    @Override
    public void message(String topic, byte[] payload, boolean retained) {
        throw new IllegalStateException("a wire has no messages");
    }

    @Override
    public void silence() {
        stream.end();
    }

    @Override
    public void tick(Instant now) {
        harmonizer.tick(now);
    }

    @Override
    public void ended() {
        stream.end();
        harmonizer.flush();
    }

    @Override
    public void telegram(Telegram telegram, Frame frame) {
        Instant received = clock.instant();
        introduce(telegram.model(), frame.seal() != Seal.NONE);
        said.warnings(telegram);
        harmonizer.telegram(telegram, frame, received);
        if (harmonizer.isShared()) {
            said.shared();
        }
        desk.frame(received, harmonizer.skew(), Optional.of(frame.seal()));
        harmonizer.meterOfLast().ifPresent(meter -> desk.told(meter, received, telegram, frame));
        if (desk.wantsRaw()) {
            Bytes bytes = Bytes.of(frame.raw(), frame.rawOffset(), frame.rawLength());
            desk.raw(telegram.protocol(), received, frame.seal() != Seal.NONE, "", bytes);
        }
    }

    @Override
    public void found(MeterStream.Link link) {
        MeterStream.Link before = speaks;
        if (before != null) {
            LOG.warn("source {}: speaks {} now, no longer {}; was the meter exchanged?", source, link, before);
        }
        speaks = link;
        introduced |= before != null;
        verdicts.over(link);
    }

    @Override
    public void trouble(Trouble trouble, byte[] evidence) {
        String detail = Reasons.describe(trouble);
        if (trouble instanceof Trouble.Rejected rejected && Verdicts.isSealed(rejected)) {
            introduce("", true);
            Optional<Diagnosis> verdict = verdicts.of(rejected, evidence);
            detail += verdict.map(diagnosis -> "; " + diagnosis.finding()).orElse("");
            said.sealed(rejected.fault(), verdict);
        }
        desk.rejected(
                Reasons.of(trouble),
                protocol(trouble, evidence),
                clock.instant(),
                detail,
                trouble.length(),
                Bytes.of(evidence));
    }

    /** Bytes in no intact frame speak what their first one says, if it says anything. */
    private static String protocol(Trouble trouble, byte[] evidence) {
        if (trouble instanceof Trouble.Rejected rejected) {
            return rejected.protocol();
        }
        byte first = evidence.length == 0 ? 0 : evidence[0];
        return switch (first) {
            case '/' -> "dsmr";
            case 0x7E -> "dlms";
            case 0x1B -> "sml";
            case 0x02 -> "iec62056-21";
            default -> "";
        };
    }
}
