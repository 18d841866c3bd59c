package org.polymeter.gateway.simulator;

import java.util.Arrays;
import java.util.Random;

/** Spoils telegrams as {@link Faults} say; the same seed spoils the same ones in the same way. */
final class BadLine {

    /** Telegrams that are lost in a stall. */
    private static final int STALL = 8;

    private final Faults faults;
    private final Random random;
    private int silent;

    BadLine(Faults faults, long seed) {
        this.faults = faults;
        this.random = new Random(seed);
    }

    /** Whether the next telegram is sealed with the wrong key. */
    boolean mistakesKey() {
        return happens(faults.wrongKey());
    }

    /** What is left of a telegram; nothing at all during a stall. */
    byte[] carry(byte[] telegram) {
        if (silent > 0) {
            silent--;
            return new byte[0];
        }
        if (happens(faults.stalls())) {
            silent = STALL - 1;
            return new byte[0];
        }
        byte[] out = telegram.clone();
        if (happens(faults.flips())) {
            out[random.nextInt(out.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        if (happens(faults.drops())) {
            out = without(out, random.nextInt(out.length));
        }
        if (happens(faults.cuts())) {
            out = Arrays.copyOf(out, random.nextInt(out.length));
        }
        if (happens(faults.duplicates())) {
            out = twice(out);
        }
        return out;
    }

    private boolean happens(double rate) {
        return random.nextDouble() < rate;
    }

    private static byte[] without(byte[] bytes, int index) {
        byte[] out = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, index + 1, out, index, out.length - index);
        return out;
    }

    private static byte[] twice(byte[] bytes) {
        byte[] out = Arrays.copyOf(bytes, 2 * bytes.length);
        System.arraycopy(bytes, 0, out, bytes.length, bytes.length);
        return out;
    }
}
