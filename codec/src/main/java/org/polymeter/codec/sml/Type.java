package org.polymeter.codec.sml;

import org.jspecify.annotations.Nullable;

/** What a type-length field announces: bits 6..4 of its first byte. */
enum Type {
    OCTETS(0),
    BOOLEAN(4),
    SIGNED(5),
    UNSIGNED(6),
    LIST(7);

    private static final @Nullable Type[] BY_CODE = new @Nullable Type[8];

    static {
        for (Type type : values()) {
            BY_CODE[type.code] = type;
        }
    }

    final int code;

    Type(int code) {
        this.code = code;
    }

    /** Null if the standard gives these bits no meaning. */
    static @Nullable Type of(int firstByte) {
        return BY_CODE[firstByte >> 4 & 7];
    }
}
