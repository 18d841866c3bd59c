package org.polymeter.codec.frame;

/** Why bytes are in no intact frame. */
public enum Noise {
    /** Bytes that meters send between frames by design: idle flags, line ends, padding. */
    FILLER,
    /** Bytes outside any frame. */
    STRAY,
    /** A frame began but did not end. */
    CUT_SHORT,
    /** A complete frame whose checksum does not match. */
    BAD_CHECKSUM,
    /** A frame that grew beyond what any meter sends. */
    TOO_LONG
}
