package org.polymeter.codec.mbus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands at a place does not depend on what was looked at before. */
class LinkFrameTest {

    private static final byte[] DENSE = {0x68, 0x68, 0x68, 0x68, 0x16, 0x10, 0x05, 0x05};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void starts_that_overlap_are_judged_as_if_each_stood_alone(long seed) {
        Random random = new Random(seed);
        byte[] wire = new byte[2_000];
        for (int i = 0; i < wire.length; i++) {
            wire[i] = DENSE[random.nextInt(DENSE.length)];
        }
        LinkFrame one = new LinkFrame();
        int damaged = 0;
        for (int at = 0; at < wire.length; at++) {
            if (wire[at] == LinkFrame.START) {
                LinkFrame.Found alone = new LinkFrame().tryLong(wire, at, wire.length);
                assertThat(one.tryLong(wire, at, wire.length)).as("at %d", at).isEqualTo(alone);
                damaged += alone == LinkFrame.Found.DAMAGED ? 1 : 0;
            }
        }
        assertThat(damaged).isPositive();
    }
}
