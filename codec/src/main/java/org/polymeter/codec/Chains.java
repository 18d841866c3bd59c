package org.polymeter.codec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.dlms.ApduFramer;
import org.polymeter.codec.dlms.BlockJoiner;
import org.polymeter.codec.dlms.NotificationDecoder;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.codec.observation.Decoder;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;

/** Puts framers, joiners and decoders together: the only place that knows them all. */
final class Chains {

    private static final Set<String> TEXT = Set.of("P1", "READOUT", "TIC");

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
        return Stream.concat(
                        Link.REAL.stream().map(this::of),
                        Link.REAL.stream().filter(Chains::isText).map(this::masked))
                .toList();
    }

    private static boolean isText(Link link) {
        return TEXT.contains(link.name());
    }

    private Chain masked(Link link) {
        Chain chain = of(link);
        return new Chain(link, new Masked(chain.framer()), chain.frames(), chain.end());
    }

    Chain of(Link link) {
        return switch (link) {
            case P1 -> chain(link, new P1Framer(options.checkChecksums()), "dsmr", new P1Decoder());
            case HDLC -> notifications(link, new HdlcFramer());
            case APDU -> notifications(link, new ApduFramer());
            case AUTO -> throw new IllegalArgumentException("not one link but all");
        };
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
