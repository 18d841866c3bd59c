package org.polymeter.gateway.inspect;

import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.capture.Rejection;
import org.polymeter.gateway.flow.SourceLedger.Reason;

/** Which byte to look at where no decoder has said it, because the frame was not intact. */
final class Flaws {

    private static final String MISMATCH = "does not match";
    private static final String SHOULD = "should be ";

    private Flaws() {}

    /** {@code flip}: the bit that explains all, if there is one. */
    static Optional<Flaw> in(List<Layer> layers, Rejection rejection, Optional<BitSearch.Flip> flip) {
        if (flip.isPresent()) {
            return flip.map(it -> new Flaw(0, it.offset(), "%02X".formatted(it.should())));
        }
        Layer wire = layers.getFirst();
        if (rejection.code().equals(Reason.TRUNCATED.word())) {
            return Optional.of(new Flaw(0, wire.bytes().length(), "the rest of the frame"));
        }
        return mismatch(wire.nodes());
    }

    /** The first checksum that is not right. */
    private static Optional<Flaw> mismatch(List<Node> nodes) {
        for (Node node : nodes) {
            if (node.children().isEmpty() && node.meaning().startsWith(MISMATCH)) {
                int at = node.meaning().indexOf(SHOULD);
                String expected = at < 0 ? "another checksum" : node.meaning().substring(at + SHOULD.length());
                return Optional.of(new Flaw(0, node.from(), expected));
            }
            Optional<Flaw> inside = mismatch(node.children());
            if (inside.isPresent()) {
                return inside;
            }
        }
        return Optional.empty();
    }
}
