package org.polymeter.codec;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.security.SealedFramer;

/** Puts framers, joiners and decoders together: the only place that knows them all. */
final class Chains {

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

    /** Every link there is, in the order in which they are asked. */
    List<Chain> all() {
        return Link.REAL.stream().map(this::of).toList();
    }

    Chain of(Link link) {
        return switch (link) {
            case P1 -> texts(link);
            case HDLC -> notifications(link, new HdlcFramer());
            case AUTO -> throw new IllegalArgumentException("not one link but all");
        };
    }

    /** P1 in clear or sealed: where the link has no checksum, only a P1 telegram is believed. */
    private Chain texts(Link link) {
        TelegramReader texts = texts();
        Framer framer = new SealedFramer(new P1Framer(options.checkChecksums()));
        return new Chain(link, framer, sealed(texts, texts, Optional.empty()), () -> {});
    }

    /** DLMS, perhaps in blocks, perhaps sealed. */
    private Chain notifications(Link link, Framer framer) {
        TelegramReader notifications = reader("dlms", new NotificationDecoder(MeterKinds.lists()));
        BlockJoiner blocks = new BlockJoiner(sealed(notifications, texts(), Optional.of(notifications)));
        return new Chain(link, framer, blocks, blocks::end);
    }

    private SealedReader sealed(TelegramReader clear, TelegramReader texts, Optional<TelegramReader> notifications) {
        return new SealedReader(options.keys(), options.checkChecksums(), clear, texts, notifications);
    }

    private TelegramReader texts() {
        return reader("dsmr", new P1Decoder());
    }

    private TelegramReader reader(String protocol, Decoder decoder) {
        return new TelegramReader(protocol, decoder, kind, skipping, listener);
    }
}
