package org.polymeter.codec.explain;

import java.util.List;
import java.util.Optional;
import org.polymeter.codec.observation.Fault;

/**
 * What every byte of one frame means: a tree for each layer, outermost first. The first layer is the
 * wire; a message that had to be joined or deciphered is a layer of its own, with its own offsets.
 */
public record Explanation(List<Layer> layers) {

    public Explanation {
        layers = List.copyOf(layers);
    }

    /** One layer: all its bytes, and what they mean. */
    public static final class Layer {

        private final String name;
        private final byte[] bytes;
        private final List<Part> parts;
        private final Optional<Fault> fault;

        Layer(String name, byte[] bytes, List<Part> parts, Optional<Fault> fault) {
            this.name = name;
            this.bytes = bytes;
            this.parts = List.copyOf(parts);
            this.fault = fault;
        }

        /** For people: {@code wire}, {@code message}, {@code plaintext}. */
        public String name() {
            return name;
        }

        /** Not a copy: to be read only. */
        public byte[] bytes() {
            return bytes;
        }

        /** In order, none overlapping; bytes in no part are not understood. */
        public List<Part> parts() {
            return parts;
        }

        /** Where decoding ended, and what was expected there. */
        public Optional<Fault> fault() {
            return fault;
        }
    }

    /**
     * A stretch of a layer's bytes.
     *
     * @param offset of its first byte in the layer
     * @param label what it is, in the words of the standard: {@code octet-string}, {@code FCS}
     * @param meaning what it says: {@code 1-0:1.7.0 power_import_w}; empty if there is nothing to add
     * @param parts what it consists of; empty if it is not divided further
     */
    public record Part(int offset, int length, String label, String meaning, List<Part> parts) {

        /** In a meaning, before the name that the profile has for the value. */
        static final String BECOMES = " → ";

        public Part {
            parts = List.copyOf(parts);
        }

        /** The name that the profile has for the value; empty if it is none, or has none. */
        public Optional<String> quantity() {
            int at = meaning.lastIndexOf(BECOMES);
            return at < 0 ? Optional.empty() : Optional.of(meaning.substring(at + BECOMES.length()));
        }

        /** Offset of the first byte behind it. */
        public int end() {
            return offset + length;
        }
    }
}
