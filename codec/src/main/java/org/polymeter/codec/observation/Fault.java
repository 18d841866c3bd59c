package org.polymeter.codec.observation;

/**
 * Why a payload could not be decoded, and at which of its bytes.
 *
 * @param offset of the byte, counted from the payload's first
 * @param expected what should have stood there, in the words of the standard
 */
public record Fault(int offset, Problem problem, String expected) {

    public enum Problem {
        /** The payload ends too early. */
        TRUNCATED,
        /** Something else stands there. */
        UNEXPECTED,
        /** A length, count or number beyond what any meter sends. */
        OVER_LIMIT,
        /** Sound but encrypted, and there is no key. */
        NO_KEY,
        /** Sound but encrypted, and the key does not open it, or the tag proves it was changed. */
        DECRYPT
    }

    /** The same at another byte, because the payload is seen as a part of something. */
    public Fault movedTo(int at) {
        return new Fault(at, problem, expected);
    }

    @Override
    public String toString() {
        return problem.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " at byte " + offset
                + ": expected " + expected;
    }
}
