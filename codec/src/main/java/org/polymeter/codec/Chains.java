package org.polymeter.codec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.dlms.ApduAnatomy;
import org.polymeter.codec.dlms.ApduFramer;
import org.polymeter.codec.dlms.BlockAnatomy;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.hdlc.HdlcAnatomy;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.mbus.MbusAnatomy;
import org.polymeter.codec.mbus.MbusDecoder;
import org.polymeter.codec.mbus.MbusFramer;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.p1.P1Anatomy;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.readout.ReadoutAnatomy;
import org.polymeter.codec.readout.ReadoutDecoder;
import org.polymeter.codec.readout.ReadoutFramer;
import org.polymeter.codec.security.SealedFramer;
import org.polymeter.codec.security.Unsealer;
import org.polymeter.codec.sml.SmlAnatomy;
import org.polymeter.codec.sml.SmlDecoder;
import org.polymeter.codec.sml.SmlFramer;
import org.polymeter.codec.tic.TicAnatomy;
import org.polymeter.codec.tic.TicDecoder;
import org.polymeter.codec.tic.TicFramer;

/** Puts framers, joiners and decoders together: the only place that knows them all. */
final class Chains {

    /** Of links whose payload is all there is. */
    static final Anatomy WHOLE = (bytes, offset, length, out) -> out.payload(0, length);
    /** A telegram in clear, or a sealed message without any frame. */
    private static final Anatomy TEXT = (bytes, offset, length, out) ->
            (Unsealer.isSealed(bytes, offset, length) ? WHOLE : new P1Anatomy()).describe(bytes, offset, length, out);
    /** Text that may come with a parity bit; readouts see to it themselves. */
    private static final Set<Link> SEVEN_BITS = Set.of(Link.P1, Link.TIC);

    private final MeterStream.Options options;
    private final Optional<MeterKind> kind;
    private final Skipping skipping;
    private final MeterStream.Listener listener;

    Chains(MeterStream.Options options, Skipping skipping, MeterStream.Listener listener) {
        this.options = options;
        this.kind = options.kind().map(MeterKinds::named);
        this.skipping = skipping;
        this.listener = listener;
    }

    /** Every link there is, in the order in which they are preferred; text also as seven bits with parity. */
    List<Chain> all() {
        return Link.REAL.stream()
                .flatMap(link ->
                        SEVEN_BITS.contains(link) ? Stream.of(beside(link), masked(link)) : Stream.of(beside(link)))
                .toList();
    }

    /** A link that is tried beside the others: P1 then leaves to readouts what is theirs. */
    private Chain beside(Link link) {
        return link == Link.P1 ? texts(true) : of(link);
    }

    private Chain masked(Link link) {
        Chain chain = beside(link);
        return new Chain(link, new Masked(chain.framer()), chain.frames(), chain.end());
    }

    Chain of(Link link) {
        return switch (link) {
            case P1 -> texts(false);
            case HDLC -> notifications(link, new HdlcFramer(), new HdlcAnatomy());
            case SML ->
                chain(
                        link,
                        new SmlFramer(options.checkChecksums()),
                        new SmlAnatomy(),
                        "sml",
                        () -> new SmlDecoder(options.checkChecksums()));
            case TIC -> chain(link, new TicFramer(options.checkChecksums()), new TicAnatomy(), "tic", TicDecoder::new);
            case MBUS -> mbus(link);
            case APDU -> notifications(link, new ApduFramer(), new ApduAnatomy());
            case READOUT ->
                chain(
                        link,
                        new ReadoutFramer(options.checkChecksums()),
                        new ReadoutAnatomy(),
                        "iec62056-21",
                        ReadoutDecoder::new);
            case AUTO -> throw new IllegalArgumentException("not one link but all");
        };
    }

    private Chain chain(Link link, Framer framer, Anatomy anatomy, String protocol, Supplier<Decoder> decoder) {
        return new Chain(link, framer, new Late<>(() -> reader(anatomy, protocol, decoder.get())), () -> {});
    }

    /** P1 in clear or sealed: where the link has no checksum, only a P1 telegram is believed. */
    private Chain texts(boolean besideReadouts) {
        Framer framer = new SealedFramer(new P1Framer(options.checkChecksums(), besideReadouts));
        return new Chain(Link.P1, framer, new Late<>(this::texts), () -> {});
    }

    private SealedReader texts() {
        TelegramReader texts = texts(TEXT);
        return sealed(texts, texts, Optional.empty());
    }

    /** DLMS, perhaps in blocks, perhaps sealed. */
    private Chain notifications(Link link, Framer framer, Anatomy frames) {
        Late<BlockJoiner> blocks = new Late<>(() -> notifications(frames));
        return new Chain(link, framer, blocks, () -> blocks.made().ifPresent(BlockJoiner::end));
    }

    private BlockJoiner notifications(Anatomy frames) {
        Anatomy anatomy = new BlockAnatomy(frames);
        TelegramReader notifications = reader(anatomy, "dlms", new NotificationDecoder(MeterKinds.lists()));
        return new BlockJoiner(sealed(notifications, texts(anatomy), Optional.of(notifications)));
    }

    /** DLMS in M-Bus frames goes one way, records the other. */
    private Chain mbus(Link link) {
        Chain messages = notifications(link, new MbusFramer(), new MbusAnatomy());
        Late<TelegramReader> records =
                new Late<>(() -> reader(new MbusAnatomy(), "mbus", new MbusDecoder(options.keys())));
        return new Chain(link, messages.framer(), new MbusFrames(messages.frames(), records), messages.end());
    }

    private SealedReader sealed(TelegramReader clear, TelegramReader texts, Optional<TelegramReader> notifications) {
        return new SealedReader(options.keys(), options.checkChecksums(), clear, texts, notifications);
    }

    private TelegramReader texts(Anatomy anatomy) {
        return reader(anatomy, "dsmr", new P1Decoder());
    }

    private TelegramReader reader(Anatomy anatomy, String protocol, Decoder decoder) {
        Optional<Anatomy> explaining = options.explain() ? Optional.of(anatomy) : Optional.empty();
        return new TelegramReader(protocol, decoder, kind, explaining, skipping, listener);
    }
}
