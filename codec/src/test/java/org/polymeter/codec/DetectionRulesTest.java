package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.dlms.ApduFramer;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.FrameLog;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.hdlc.HdlcFramer;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Framer;
import org.polymeter.codec.p1.P1Writer;

/** What is believed while nobody knows what the wire speaks, and when that is asked anew. */
class DetectionRulesTest {

    private static final byte[] CHECKED = new P1Writer()
            .begin("POL5\\TEST")
            .amount(Obis.of(1, 0, 1, 7, 0), BigDecimal.ONE, 2, 3, "kW")
            .end();

    /** DSMR 2.2: no checksum behind the end mark. */
    private static final byte[] UNCHECKED = ascii("/ISk5\\2MT382-1000\r\n\r\n1-0:1.7.0(0001.23*kW)\r\n!\r\n");

    private static final String APDU = DlmsVectors.V55_PLAIN;

    /** Everything that comes out, in order. */
    private static final class Heard implements MeterStream.Listener {
        final List<String> payloads = new ArrayList<>();
        final List<Trouble> troubles = new ArrayList<>();
        final List<Link> found = new ArrayList<>();
        final StringBuilder story = new StringBuilder();

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            payloads.add(hex(frame.copyOfPayload()));
            story.append('T');
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            troubles.add(trouble);
        }

        @Override
        public void found(Link link) {
            found.add(link);
            story.append(link == Link.P1 ? 'p' : link == Link.HDLC ? 'h' : 'a');
        }

        /** Sound frames, understood or not. */
        boolean anything() {
            return !payloads.isEmpty() || troubles.stream().anyMatch(Trouble.Rejected.class::isInstance);
        }
    }

    /** Each burst is followed by silence. */
    private static Heard hear(int chunk, byte[]... bursts) {
        Heard heard = new Heard();
        MeterStream stream = MeterStream.of(Options.auto(), heard);
        for (byte[] burst : bursts) {
            for (int from = 0; from < burst.length; from += chunk) {
                stream.feed(burst, from, Math.min(chunk, burst.length - from));
            }
            stream.end();
        }
        return heard;
    }

    static Stream<String> framesWithCrc() {
        return Stream.of(DlmsVectors.V20, DlmsVectors.V21, DlmsVectors.V41, DlmsVectors.V58);
    }

    @ParameterizedTest
    @MethodSource("framesWithCrc")
    void nothing_comes_out_of_an_hdlc_frame_in_which_any_bit_was_flipped(String hex) {
        byte[] good = bytes(hex);
        assertThat(hear(1000, good).anything()).isTrue();
        List<String> intact = hear(1000, good).payloads;
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Heard heard = hear(1000, damaged);
            boolean closingFlag = good[bit / 8] == 0x7E; // the checksum holds without it
            assertThat(heard.payloads).as("bit %d", bit).isSubsetOf(closingFlag ? intact : List.of());
            if (!closingFlag) {
                assertThat(heard.anything()).as("bit %d", bit).isFalse();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("framesWithCrc")
    void nothing_comes_out_of_the_rest_of_a_frame_whose_beginning_was_missed(String hex) {
        byte[] good = bytes(hex);
        int second = 1;
        while (second < good.length && !(good[second - 1] == 0x7E && good[second] == 0x7E)) {
            second++;
        }
        for (int from = 1; from < second; from++) {
            Heard heard = hear(1000, Arrays.copyOfRange(good, from, second));
            assertThat(heard.payloads).as("from %d", from).isEmpty();
            assertThat(heard.troubles) // that a key is missing may be said, for that publishes nothing
                    .as("from %d", from)
                    .noneMatch(trouble -> trouble instanceof Trouble.Rejected rejected
                            && rejected.fault().problem() != Fault.Problem.NO_KEY);
        }
    }

    @Test
    void an_apdu_alone_in_a_burst_is_believed_once_the_wire_is_silent() {
        assertThat(hear(7, bytes(APDU), bytes("E6E700" + APDU)).payloads).containsExactly(APDU, APDU);
        assertThat(hear(7, bytes(APDU)).found).containsExactly(Link.APDU);
    }

    @Test
    void a_sealed_apdu_without_a_key_is_at_least_recognised() {
        Heard heard = hear(1000, bytes(DlmsVectors.V42));
        assertThat(heard.found).containsExactly(Link.APDU);
        assertThat(heard.troubles).hasSize(1).first().isInstanceOf(Trouble.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void a_p1_telegram_without_checksum_is_believed(int chunk) {
        assertThat(hear(chunk, UNCHECKED, UNCHECKED).story).hasToString("pTT");
        assertThat(hear(chunk, join(UNCHECKED, UNCHECKED)).story).hasToString("pTT");
        assertThat(hear(chunk, join(ascii("1.23*kW)\r\n!\r\n"), UNCHECKED)).story)
                .hasToString("pT");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void seven_bits_with_parity_received_as_eight_are_read(int chunk) {
        Heard heard = hear(chunk, withParity(UNCHECKED), withParity(UNCHECKED));
        assertThat(heard.story).hasToString("pTT");
        assertThat(heard.payloads.getFirst()).isEqualTo(hex(UNCHECKED).substring(0, 2 * UNCHECKED.length - 4));
        assertThat(hear(chunk, withParity(CHECKED)).story).hasToString("pT");
    }

    @Test
    void a_telegram_of_seven_bits_with_one_wrong_parity_is_not_read() {
        byte[] good = withParity(UNCHECKED);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            boolean lineEnd = bit / 8 >= good.length - 2; // behind the end mark: not part of the telegram
            if (!lineEnd) {
                assertThat(hear(1000, damaged).payloads).as("bit %d", bit).isEmpty();
            }
        }
    }

    @Test
    void text_with_letters_beyond_ascii_is_no_seven_bit_text() {
        byte[] umlauts = UNCHECKED.clone();
        umlauts[12] = (byte) 0xC4;
        assertThat(hear(1000, umlauts).payloads).hasSize(1).first().asString().contains("C4");
    }

    @Test
    void an_exchanged_meter_is_recognised_after_some_bursts_of_noise() {
        byte[] push = bytes(DlmsVectors.V20);
        byte[][] bursts = new byte[1 + Detection.PATIENCE_BURSTS + 2][];
        Arrays.fill(bursts, push);
        bursts[0] = CHECKED;
        Heard heard = hear(1000, bursts);
        assertThat(heard.story).hasToString("pThTT");
        assertThat(heard.found).containsExactly(Link.P1, Link.HDLC);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 4096, 1_000_000})
    void an_exchanged_meter_is_recognised_after_much_noise_without_silence(int chunk) {
        byte[] push = bytes(DlmsVectors.V20);
        int lost = 2 * Detection.PATIENCE_BYTES / push.length; // zeros are no noise to P1
        byte[] pushes = new byte[lost * push.length];
        for (int i = 0; i < lost; i++) {
            System.arraycopy(push, 0, pushes, i * push.length, push.length);
        }
        Heard heard = hear(chunk, join(CHECKED, pushes));
        assertThat(heard.found).containsExactly(Link.P1, Link.HDLC);
        assertThat(heard.payloads).hasSizeGreaterThan(2).isEqualTo(hear(7, join(CHECKED, pushes)).payloads);
    }

    @Test
    void a_bad_contact_now_and_then_costs_the_winner_nothing() {
        byte[] damaged = bytes(DlmsVectors.V20);
        damaged[30] ^= 1;
        byte[][] bursts = new byte[40][];
        for (int i = 0; i < bursts.length; i++) {
            bursts[i] = i % 4 == 0 ? bytes(DlmsVectors.V20) : damaged;
        }
        assertThat(hear(1000, bursts).story).hasToString("h" + "T".repeat(10));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void frames_and_noise_are_all_bytes_once_whatever_changes_on_the_wire(long seed) {
        Random random = new Random(seed);
        FrameLog log = new FrameLog();
        Detection detection = new Detection(real(log), link -> {});
        byte[][] sounds = {CHECKED, UNCHECKED, withParity(UNCHECKED), bytes(APDU), bytes(DlmsVectors.V41), new byte[99]
        };
        long fed = 0;
        for (int i = 0; i < 600; i++) {
            byte[] sound = sounds[(i / 60 + (random.nextInt(4) == 0 ? random.nextInt(6) : 0)) % sounds.length].clone();
            if (random.nextInt(6) == 0) {
                sound[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
            }
            if (random.nextInt(20) == 0) {
                sound = new byte[random.nextInt(20_000)];
                random.nextBytes(sound);
            }
            detection.feed(sound, 0, sound.length, detection);
            fed += sound.length;
            if (random.nextInt(3) == 0) {
                detection.end(detection);
                assertThat(log.bytes).isEqualTo(fed);
            }
        }
        detection.end(detection);
        assertThat(log.bytes).isEqualTo(fed);
        assertThat(log.raws).hasSizeGreaterThan(100);
    }

    @Test
    void of_two_that_cannot_prove_it_the_first_is_preferred_and_one_that_can_beats_both() {
        assertThat(winner(unchecked(), unchecked())).isEqualTo(Link.P1);
        assertThat(winner(unchecked(), checked())).isEqualTo(Link.HDLC);
    }

    @Test
    void a_binary_frame_without_checksum_in_the_middle_of_a_burst_is_somebody_elses() {
        byte[] sealed = bytes("DB084B464D1020000001" + "0C200000000111223344556677");
        byte[] inside = join(bytes("7FA0AA"), sealed, bytes("12347E"));
        Framer findsAnywhere = new Always(3, sealed.length, Integrity.UNCHECKED);
        FrameLog log = new FrameLog();
        Detection detection = new Detection(() -> List.of(new Chain(Link.P1, findsAnywhere, log, () -> {})), l -> {});
        detection.feed(inside, 0, inside.length, detection);
        detection.end(detection);
        assertThat(log.raws).isEmpty();
        assertThat(log.bytes).isEqualTo(inside.length);
    }

    private static Link winner(Framer first, Framer second) {
        List<Link> found = new ArrayList<>();
        Detection detection = new Detection(
                () -> List.of(
                        new Chain(Link.P1, first, new FrameLog(), () -> {}),
                        new Chain(Link.HDLC, second, new FrameLog(), () -> {})),
                found::add);
        byte[] text = ascii("some text that two links understand");
        detection.feed(text, 0, text.length, detection);
        detection.end(detection);
        return found.getFirst();
    }

    private static Framer unchecked() {
        return new Always(0, 20, Integrity.UNCHECKED);
    }

    private static Framer checked() {
        return new Always(0, 20, Integrity.CHECKED);
    }

    private static Supplier<List<Chain>> real(FrameSink sink) {
        return () -> List.of(
                new Chain(Link.P1, new P1Framer(), sink, () -> {}),
                new Chain(Link.HDLC, new HdlcFramer(), sink, () -> {}),
                new Chain(Link.APDU, new ApduFramer(), sink, () -> {}),
                new Chain(Link.P1, new Masked(new P1Framer()), sink, () -> {}));
    }

    /** Finds a frame of a given place and length in whatever it hears. */
    private static final class Always implements Framer {

        private final int from;
        private final int length;
        private final Integrity integrity;
        private final ByteArrayOutputStream heard = new ByteArrayOutputStream();

        Always(int from, int length, Integrity integrity) {
            this.from = from;
            this.length = length;
            this.integrity = integrity;
        }

        @Override
        public void feed(byte[] bytes, int offset, int count, FrameSink out) {
            heard.write(bytes, offset, count);
        }

        @Override
        public void end(FrameSink out) {
            byte[] all = heard.toByteArray();
            heard.reset();
            if (all.length == 0) {
                return;
            }
            if (from > 0) {
                out.noise(0, from, Noise.STRAY);
            }
            out.frame(new Frame()
                    .raw(all, from, length)
                    .payload(all, from, length)
                    .at(from, length)
                    .integrity(integrity));
            out.noise(from + length, all.length - from - length, Noise.STRAY);
        }
    }

    private static byte[] withParity(byte[] text) {
        byte[] coded = text.clone();
        for (int i = 0; i < coded.length; i++) {
            coded[i] |= (byte) (Integer.bitCount(coded[i]) % 2 << 7);
        }
        return coded;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
