package org.polymeter.codec;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.Memory.Page;
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
import org.polymeter.codec.security.Ciphering;

/** What becomes of an intact frame: a telegram, or trouble. */
final class TelegramReader implements FrameSink {

    private final String protocol;
    private final Decoder decoder;
    private final Optional<MeterKind> kind;
    private final Optional<Anatomy> explaining;
    private final Skipping skipping;
    private final MeterStream.Listener listener;
    private final Memory memory = new Memory();
    private Page page = new Page(); // of what was decoded last
    private boolean recalled;
    private @Nullable Transcript transcript; // of an explanation
    private Outcome outcome = Outcome.COMPLETE;

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
        decode(frame, Envelope.NONE);
        report(frame, Envelope.NONE);
    }

    /** Reads what was in a frame; {@link #report} passes it on. */
    void decode(Frame frame, Envelope envelope) {
        Page known = explaining.isPresent() ? null : memory.recall(frame, envelope.sender());
        recalled = known != null;
        if (known != null) {
            page = known;
            outcome = Outcome.COMPLETE;
            return;
        }
        page = memory.blank(protocol);
        envelope.address(page.telegram);
        transcript = explaining.isPresent() ? new Transcript(page.telegram) : null;
        ObservationSink sink = transcript == null ? page.telegram : transcript;
        outcome = decoder.decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), frame.link(), sink);
        page.isWhole = decoder.wasWhole();
    }

    /** Whether what was decoded last is one message to its last byte. */
    boolean isWhole() {
        return page.isWhole;
    }

    boolean isExplaining() {
        return explaining.isPresent();
    }

    /** Passes on what was decoded last, and notes what its envelope says of it. */
    void report(Frame frame, Envelope envelope) {
        skipping.report(frame);
        switch (outcome) {
            case Outcome.Complete complete -> {
                if (!recalled) {
                    keep(frame, envelope);
                }
                finish(envelope);
                explain(frame, envelope, Optional.empty());
                pass(frame);
            }
            case Outcome.Rejected rejected -> {
                explain(frame, envelope, Optional.of(rejected.fault()));
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
        if (recalled || !decoder.wasSealed()) {
            listener.telegram(page.telegram, frame);
            return;
        }
        Seal before = frame.seal();
        listener.telegram(page.telegram, frame.seal(Seal.OPENED));
        frame.seal(before);
    }

    private void explain(Frame frame, Envelope envelope, Optional<Fault> fault) {
        Transcript read = transcript;
        if (read == null) {
            return;
        }
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
        skipping.report(frame);
        explaining.ifPresent(link -> listener.explained(Explainer.refused(frame, link, seal, fault.movedTo(at))));
        listener.trouble(
                new Trouble.Rejected(frame.streamOffset(), frame.rawLength(), protocol, fault, Optional.of(ciphering)),
                frame.copyOfRaw());
    }

    @Override
    public void noise(long streamOffset, int length, Noise why) {
        skipping.noise(streamOffset, length, why, explaining);
    }

    private void keep(Frame frame, Envelope envelope) {
        if (!decoder.wasSealed()) {
            memory.keep(page, frame, envelope.sender());
        }
        page.kind = kind.isPresent() ? kind : MeterKinds.identify(page.telegram, frame.link());
    }

    /** What neither the payload nor the memory says. */
    private void finish(Envelope envelope) {
        if (page.kind.isPresent()) {
            MeterKind meter = page.kind.get();
            page.telegram.model(meter.title());
            meter.complete(page.telegram);
        } else {
            MeterKinds.remarkOpen(page.telegram);
        }
        envelope.remark(page.telegram);
    }
}
