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
import org.polymeter.codec.readout.ReadoutDecoder;
import org.polymeter.codec.readout.ReadoutFramer;

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
        return Link.REAL.stream()
                .map(link -> link == Link.P1 ? p1(true) : of(link))
                .toList();
    }

    Chain of(Link link) {
        return switch (link) {
            case P1 -> p1(false);
            case HDLC -> notifications(link, new HdlcFramer());
            case READOUT ->
                chain(link, new ReadoutFramer(options.checkChecksums()), "iec62056-21", new ReadoutDecoder());
            case AUTO -> throw new IllegalArgumentException("not one link but all");
        };
    }

    private Chain p1(boolean besideReadouts) {
        return chain(Link.P1, new P1Framer(options.checkChecksums(), besideReadouts), "dsmr", new P1Decoder());
    }

    private Chain chain(Link link, Framer framer, String protocol, Decoder decoder) {
        return new Chain(link, framer, reader(protocol, decoder), () -> {});
    }

    /** DLMS, perhaps in blocks. */
    private Chain notifications(Link link, Framer framer) {
        BlockJoiner blocks = new BlockJoiner(reader("dlms", new NotificationDecoder(MeterKinds.lists())));
        return new Chain(link, framer, blocks, blocks::end);
    }

    private TelegramReader reader(String protocol, Decoder decoder) {
        return new TelegramReader(protocol, decoder, kind, skipping, listener);
    }
}
