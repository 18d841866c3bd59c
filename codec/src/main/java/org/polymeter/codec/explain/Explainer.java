package org.polymeter.codec.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.codec.explain.Explanation.Layer;
import org.polymeter.codec.explain.Transcript.Opened;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Fault;

/** Puts together what link, cipher and decoder know of the bytes of one frame. */
public final class Explainer {

    private static final String WIRE = "wire";
    private static final String MESSAGE = "message";
    private static final String PLAINTEXT = "plaintext";

    private final List<Layer> layers = new ArrayList<>();

    private Explainer() {}

    /**
     * Explains a frame whose payload was decoded as it came.
     *
     * @param link describes the bytes of its link
     * @param decoded what the decoder read from the payload
     * @param fault why the payload was rejected, if it was
     */
    public static Explanation frame(Frame frame, Anatomy link, Transcript decoded, Optional<Fault> fault) {
        Explainer explainer = new Explainer();
        explainer.decoded(WIRE, frame.copyOfRaw(), link, MESSAGE, frame.copyOfPayload(), decoded, fault);
        return new Explanation(explainer.layers);
    }

    /**
     * Explains a frame whose payload was opened.
     *
     * @param sealed the frame as it came
     * @param link describes the bytes of its link
     * @param seal describes its payload: the sealed message
     * @param text its payload is what was in it
     * @param textLink describes the text
     * @param opened the frame whose payload was decoded, out of the text
     * @param fault why that was rejected, if it was
     */
    public static Explanation opened(
            Frame sealed,
            Anatomy link,
            Anatomy seal,
            Frame text,
            Anatomy textLink,
            Frame opened,
            Transcript decoded,
            Optional<Fault> fault) {
        Explainer explainer = new Explainer();
        explainer.sealed(sealed, link, seal, Optional.empty());
        explainer.decoded(
                PLAINTEXT, text.copyOfPayload(), textLink, "telegram", opened.copyOfPayload(), decoded, fault);
        return new Explanation(explainer.layers);
    }

    /** Explains a frame whose payload, a sealed message, could not be opened. */
    public static Explanation refused(Frame sealed, Anatomy link, Anatomy seal, Fault fault) {
        Explainer explainer = new Explainer();
        explainer.sealed(sealed, link, seal, Optional.of(fault));
        return new Explanation(explainer.layers);
    }

    /** Explains bytes that are in no intact frame, as far as the link understands them. */
    public static Explanation noise(byte[] wire, Anatomy link) {
        return new Explanation(
                List.of(new Layer(WIRE, wire, describe(link, wire).freeze(wire), Optional.empty())));
    }

    private void sealed(Frame frame, Anatomy link, Anatomy seal, Optional<Fault> fault) {
        byte[] message = frame.copyOfPayload();
        add(WIRE, frame.copyOfRaw(), link, MESSAGE, message, describe(seal, message), fault);
    }

    /** The decoder may have opened a part of what it read, which is a layer of its own. */
    private void decoded(
            String outerName,
            byte[] outer,
            Anatomy link,
            String innerName,
            byte[] inner,
            Transcript decoded,
            Optional<Fault> fault) {
        PartTree tree = decoded.tree();
        Optional<Opened> opened = decoded.plaintext();
        if (opened.isEmpty()) {
            add(outerName, outer, link, innerName, inner, tree, fault);
            return;
        }
        Opened text = opened.get();
        byte[] bytes = text.text().copyOfPayload();
        text.tree().closeAll(bytes.length);
        add(outerName, outer, link, innerName, inner, tree, Optional.empty());
        layers.add(new Layer(
                PLAINTEXT,
                bytes,
                text.tree().freeze(bytes),
                fault.map(f -> f.movedTo(Math.max(0, f.offset() - text.offset())))));
    }

    /** Two layers, or one if what the outer carries can be shown in its place. */
    private void add(
            String outerName,
            byte[] outer,
            Anatomy link,
            String innerName,
            byte[] inner,
            PartTree tree,
            Optional<Fault> fault) {
        PartTree parts = describe(link, outer);
        tree.closeAll(inner.length);
        if (parts.graft(tree, outer, inner)) {
            Optional<Fault> there = fault.map(f -> f.movedTo(parts.at(f.offset())));
            layers.add(new Layer(outerName, outer, parts.freeze(outer), there));
        } else {
            layers.add(new Layer(outerName, outer, parts.freeze(outer), Optional.empty()));
            layers.add(new Layer(innerName, inner, tree.freeze(inner), fault));
        }
    }

    private static PartTree describe(Anatomy link, byte[] bytes) {
        PartTree parts = new PartTree();
        link.describe(bytes, 0, bytes.length, parts);
        parts.closeAll(bytes.length);
        return parts;
    }
}
