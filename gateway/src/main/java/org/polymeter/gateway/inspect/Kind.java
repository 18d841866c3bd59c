package org.polymeter.gateway.inspect;

import java.util.Locale;

/** What sort of thing bytes are, for the eye; which label is what stands in {@code kinds.txt}. */
enum Kind {
    /** Carries the rest: marks, addresses. */
    LINK,
    LENGTH,
    CHECKSUM,
    /** Around what is encrypted, and that itself. */
    SEAL,
    /** Of the message, as opposed to what it says. */
    APDU,
    /** Whose it is. */
    IDENTITY,
    /** What a value is of. */
    CODE,
    VALUE,
    UNIT,
    TIME,
    TEXT,
    /** Holds others. */
    GROUP,
    /** Says nothing. */
    FILLER,
    UNKNOWN;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
