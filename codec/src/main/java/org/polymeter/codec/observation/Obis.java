package org.polymeter.codec.observation;

import org.jspecify.annotations.Nullable;

/**
 * Names what a meter is talking about: the six value groups A-B:C.D.E*F of IEC 62056-61.
 *
 * @param packed the groups, one byte each, A in bits 40..47, F in bits 0..7
 */
public record Obis(long packed) {

    /** Meters repeat the same few dozen codes forever, so decoding them must not make garbage. */
    private static final @Nullable Obis[] RECENT = new Obis[1024];

    /** Stands for a value that the telegram does not name by an OBIS code. */
    public static final Obis NONE = new Obis(-1);

    /** Group F of a value that is neither billing history nor otherwise stored. */
    public static final int CURRENT = 255;

    public static Obis of(int a, int b, int c, int d, int e) {
        return of(a, b, c, d, e, CURRENT);
    }

    public static Obis of(int a, int b, int c, int d, int e, int f) {
        return ofPacked(
                ((long) a << 40) | ((long) b << 32) | ((long) c << 24) | ((long) d << 16) | ((long) e << 8) | f);
    }

    public static Obis ofPacked(long packed) {
        int slot = slot(packed);
        Obis recent = RECENT[slot]; // a lost race costs one allocation, never a wrong code
        if (recent != null && recent.packed == packed) {
            return recent;
        }
        Obis neighbour = RECENT[slot ^ 1]; // two codes of one telegram may share a slot
        if (neighbour != null && neighbour.packed == packed) {
            return neighbour;
        }
        Obis made = new Obis(packed);
        RECENT[slot ^ 1] = recent;
        RECENT[slot] = made;
        return made;
    }

    /** Mixes twice, for the codes of one telegram differ in few bits. */
    private static int slot(long packed) {
        long mixed = packed * 0x9E37_79B9_7F4A_7C15L;
        return (int) (((mixed ^ (mixed >>> 29)) * 0xBF58_476D_1CE4_E5B9L) >>> 54);
    }

    /**
     * Reads {@code 1-0:1.8.0}; group F is 255 unless given as {@code *F}.
     *
     * @throws IllegalArgumentException if the text is not an OBIS code
     */
    public static Obis parse(String text) {
        String[] groups = text.split("[-:.*]", -1);
        if (groups.length < 5 || groups.length > 6) {
            throw new IllegalArgumentException("not an OBIS code: " + text);
        }
        long packed = 0;
        for (int i = 0; i < 6; i++) {
            int group = i < groups.length ? Integer.parseInt(groups[i]) : CURRENT;
            if (group < 0 || group > 255) {
                throw new IllegalArgumentException("OBIS group out of range: " + text);
            }
            packed = (packed << 8) | group;
        }
        return ofPacked(packed);
    }

    public boolean isNone() {
        return packed == NONE.packed;
    }

    public int a() {
        return group(5);
    }

    public int b() {
        return group(4);
    }

    public int c() {
        return group(3);
    }

    public int d() {
        return group(2);
    }

    public int e() {
        return group(1);
    }

    public int f() {
        return group(0);
    }

    /** {@code 1-0:1.8.0}, with {@code *F} only where F is not 255. */
    @Override
    public String toString() {
        if (isNone()) {
            return "-";
        }
        String code = a() + "-" + b() + ":" + c() + "." + d() + "." + e();
        return f() == CURRENT ? code : code + "*" + f();
    }

    private int group(int fromTheRight) {
        return (int) (packed >>> (8 * fromTheRight)) & 0xFF;
    }
}
