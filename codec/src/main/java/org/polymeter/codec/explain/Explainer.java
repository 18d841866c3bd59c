package org.polymeter.codec.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation.Layer;
import org.polymeter.codec.explain.PartTree.Node;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Fault;

/** Puts together what link, cipher and decoder know of the bytes of one frame. */
public final class Explainer {

    private Explainer() {}

    /**
     * Explains a frame.
     *
     * @param link describes the bytes of its link
     * @param decoded what the decoder read from the payload
     * @param fault why the payload was rejected, if it was
     */
    public static Explanation frame(Frame frame, Anatomy link, Transcript decoded, Optional<Fault> fault) {
        byte[] wire = frame.copyOfRaw();
        byte[] payload = frame.copyOfPayload();
        PartTree outer = describe(link, wire);
        PartTree inner = decoded.tree();
        inner.closeAll(payload.length);
        List<Layer> layers = new ArrayList<>();
        Optional<Node> piece = outer.onlyPayload().filter(node -> node.length() == payload.length);
        if (piece.isPresent()) {
            outer.graft(piece.get(), inner);
            int shift = piece.get().offset();
            layers.add(new Layer(
                    "wire",
                    wire,
                    outer.freeze(wire),
                    fault.map(f -> new Fault(f.offset() + shift, f.problem(), f.expected()))));
        } else {
            layers.add(new Layer("wire", wire, outer.freeze(wire), Optional.empty()));
            layers.add(new Layer("message", payload, inner.freeze(payload), fault));
        }
        return new Explanation(layers);
    }

    /** Explains bytes that are in no intact frame, as far as the link understands them. */
    public static Explanation noise(byte[] wire, Anatomy link) {
        return new Explanation(
                List.of(new Layer("wire", wire, describe(link, wire).freeze(wire), Optional.empty())));
    }

    private static PartTree describe(Anatomy link, byte[] wire) {
        PartTree parts = new PartTree();
        link.describe(wire, 0, wire.length, parts);
        parts.closeAll(wire.length);
        return parts;
    }
}
