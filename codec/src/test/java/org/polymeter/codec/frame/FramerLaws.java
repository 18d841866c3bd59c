package org.polymeter.codec.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every framer promises. A new framer's test extends this and supplies one good frame. */
public abstract class FramerLaws {

    protected abstract Framer framer();

    /** The stream bytes of one message, start mark to end mark. */
    protected abstract byte[] goodFrame();

    @Test
    void finds_the_frame() {
        assertThat(framesIn(goodFrame(), Integer.MAX_VALUE)).hasSize(1);
    }

    @Test
    void finds_several_frames_back_to_back() {
        byte[] good = goodFrame();
        assertThat(framesIn(join(good, good, good, good), Integer.MAX_VALUE)).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64, 255})
    protected void finds_the_same_frames_however_the_input_is_cut(int chunk) {
        byte[] stream = join(goodFrame(), garbage(9, 200), goodFrame(), goodFrame());
        assertThat(framesIn(stream, chunk))
                .isEqualTo(framesIn(stream, Integer.MAX_VALUE))
                .hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    protected void finds_the_same_frames_in_pieces_of_any_length(long seed) {
        byte[] stream = join(goodFrame(), garbage(seed, 300), goodFrame(), goodFrame());
        Random random = new Random(seed);
        Tally tally = new Tally();
        Framer framer = framer();
        int from = 0;
        while (from < stream.length) {
            int length = Math.min(random.nextInt(100), stream.length - from);
            framer.feed(stream, from, length, tally);
            from += length;
        }
        framer.end(tally);
        assertThat(tally.frames).isEqualTo(framesIn(stream, Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    protected void finds_the_next_good_frame_after_any_garbage(long seed) {
        byte[] good = goodFrame();
        // The first good frame may be swallowed by what garbage announced; the next must not be.
        byte[] stream = join(garbage(seed, 500), good, good, good);
        assertThat(framesIn(stream, 16)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    protected void never_passes_on_a_frame_with_a_flipped_bit() {
        byte[] good = goodFrame();
        List<String> intact = framesIn(good, good.length);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(framesIn(damaged, damaged.length)).as("bit %d", bit).isSubsetOf(intact);
        }
    }

    @Test
    protected void a_frame_with_a_flipped_bit_does_not_cost_the_second_next() {
        byte[] good = goodFrame();
        for (int i = 0; i < good.length; i++) {
            byte[] damaged = good.clone();
            damaged[i] ^= 0x10;
            assertThat(framesIn(join(damaged, good, good), Integer.MAX_VALUE))
                    .as("byte %d", i)
                    .isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void accounts_for_every_byte_once_and_in_order(long seed) {
        Random random = new Random(seed);
        byte[] garbage = garbage(seed, random.nextInt(300));
        byte[] cut = java.util.Arrays.copyOf(goodFrame(), random.nextInt(goodFrame().length));
        byte[] stream = join(garbage, goodFrame(), garbage, cut, goodFrame(), cut);
        Tally tally = new Tally();
        feed(framer(), stream, 1 + random.nextInt(40), tally);
        assertThat(tally.bytes).isEqualTo(stream.length);
        assertThat(tally.gaps).isEmpty();
    }

    private List<String> framesIn(byte[] stream, int chunk) {
        Tally tally = new Tally();
        feed(framer(), stream, chunk, tally);
        return tally.frames;
    }

    private static void feed(Framer framer, byte[] stream, int chunk, FrameSink out) {
        for (int from = 0; from < stream.length; from += Math.min(chunk, stream.length - from)) {
            framer.feed(stream, from, Math.min(chunk, stream.length - from), out);
        }
        framer.end(out);
    }

    private static byte[] garbage(long seed, int length) {
        byte[] garbage = new byte[length];
        new Random(seed).nextBytes(garbage);
        return garbage;
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static final class Tally implements FrameSink {

        final List<String> frames = new ArrayList<>();
        final List<String> gaps = new ArrayList<>();
        long bytes;

        @Override
        public void frame(Frame frame) {
            frames.add(HexFormat.of().formatHex(frame.copyOfPayload()));
            account(frame.streamOffset(), frame.consumed());
        }

        @Override
        public void noise(long streamOffset, int length, Noise why) {
            account(streamOffset, length);
        }

        private void account(long streamOffset, int length) {
            if (streamOffset != bytes || length <= 0) {
                gaps.add(length + " bytes at " + streamOffset + ", expected at " + bytes);
            }
            bytes += length;
        }
    }
}
