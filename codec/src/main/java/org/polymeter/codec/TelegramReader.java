package org.polymeter.codec;

import java.util.Optional;
import org.polymeter.codec.explain.Explainer;
import org.polymeter.codec.explain.Transcript;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;

/** What becomes of an intact frame: a telegram, or trouble. */
final class TelegramReader implements FrameSink {

    private final String protocol;
    private final Decoder decoder;
    private final Optional<MeterKind> kind;
    private final Optional<Anatomy> explaining;
    private final Skipping skipping;
    private final MeterStream.Listener listener;
    private final Telegram telegram = new Telegram();

    TelegramReader(
            String protocol,
            Decoder decoder,
            Optional<MeterKind> kind,
            Optional<Anatomy> explaining,
            Skipping skipping,
            MeterStream.Listener listener) {
        this.protocol = protocol;
        this.decoder = decoder;
        this.kind = kind;
        this.explaining = explaining;
        this.skipping = skipping;
        this.listener = listener;
    }

    @Override
    public void frame(Frame frame) {
        read(frame, Envelope.NONE);
    }

    /** Reads what was in a frame, and notes what its envelope says of it. */
    void read(Frame frame, Envelope envelope) {
        skipping.report();
        telegram.clear(protocol);
        envelope.address(telegram);
        Optional<Transcript> transcript = explaining.map(anatomy -> new Transcript(telegram));
        ObservationSink sink = transcript.isPresent() ? transcript.get() : telegram;
        switch (decoder.decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), frame.link(), sink)) {
            case Outcome.Complete complete -> {
                complete(frame);
                envelope.remark(telegram);
                transcript.ifPresent(read -> explain(frame, envelope, read, Optional.empty()));
                pass(frame);
            }
            case Outcome.Rejected rejected -> {
                transcript.ifPresent(read -> explain(frame, envelope, read, Optional.of(rejected.fault())));
                listener.trouble(
                        new Trouble.Rejected(
                                frame.streamOffset(),
                                frame.rawLength(),
                                protocol,
                                rejected.fault(),
                                decoder.wasSealed() ? Optional.of(Ciphering.MODE_5) : envelope.ciphering()),
                        frame.copyOfRaw());
            }
        }
    }

    /** The frame is its framer's, which knows nothing of seals. */
    private void pass(Frame frame) {
        if (!decoder.wasSealed()) {
            listener.telegram(telegram, frame);
            return;
        }
        Seal before = frame.seal();
        listener.telegram(telegram, frame.seal(Seal.OPENED));
        frame.seal(before);
    }

    private void explain(Frame frame, Envelope envelope, Transcript read, Optional<Fault> fault) {
        explaining.ifPresent(link -> listener.explained(envelope.contents()
                .map(in -> Explainer.opened(in.sealed(), link, in.seal(), in.text(), in.link(), frame, read, fault))
                .orElseGet(() -> Explainer.frame(frame, link, read, fault))));
    }

    /**
     * The frame is intact, but what it carries cannot be opened.
     *
     * @param seal describes what it carries
     * @param at the byte of it that cannot be read
     */
    void refuse(Frame frame, Fault fault, Ciphering ciphering, Anatomy seal, int at) {
        skipping.report();
        explaining.ifPresent(link -> listener.explained(Explainer.refused(frame, link, seal, fault.movedTo(at))));
        listener.trouble(
                new Trouble.Rejected(frame.streamOffset(), frame.rawLength(), protocol, fault, Optional.of(ciphering)),
                frame.copyOfRaw());
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        skipping.noise(streamOffset, length, why, explaining);
    }

    private void complete(Frame frame) {
        Optional<MeterKind> known = kind.isPresent() ? kind : MeterKinds.identify(telegram, frame.link());
        known.ifPresent(meter -> telegram.model(meter.title()));
        known.ifPresentOrElse(meter -> meter.complete(telegram), () -> MeterKinds.remarkOpen(telegram));
    }
}
