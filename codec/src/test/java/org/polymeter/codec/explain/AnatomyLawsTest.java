package org.polymeter.codec.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.DlmsVectors;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.MeterVectors;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.dlms.ApduAnatomy;
import org.polymeter.codec.dlms.BlockAnatomy;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.frame.Anatomy;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.hdlc.HdlcAnatomy;
import org.polymeter.codec.mbus.MbusAnatomy;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Anatomy;
import org.polymeter.codec.readout.ReadoutAnatomy;
import org.polymeter.codec.security.SealedAnatomy;
import org.polymeter.codec.security.Vectors;
import org.polymeter.codec.sml.SmlAnatomy;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.tic.TicAnatomy;
import org.polymeter.codec.tic.TicVectors;

/** What is damaged is described as far as it goes: every anatomy survives every cut and every change. */
class AnatomyLawsTest {

    private static final String MBUS =
            "6830306808017278563412EC4101022A0000000C1367452301046D000C2136040639300000022BBFFE02FD48FD084406E02E0000AD16";
    private static final int CHANGES = 2000;

    private static final List<String> FRAMES = List.of(
            DlmsVectors.V21,
            DlmsVectors.V41,
            DlmsVectors.V42,
            DlmsVectors.V58,
            DlmsVectors.V60,
            MBUS,
            "6833336853FF100167DB084B464D102000000123200000002AF2E095213AD544DE6937C77906FC7615B7E22B5AA4100A231DA7919E3C830016",
            SmlVectors.V70,
            Vectors.V14,
            hex(TicVectors.bytes(TicVectors.V96)),
            hex(TicVectors.bytes("\u0002\r\n1.8.0(1)\r\n!\r\n\u0003\u0017")),
            hex(TicVectors.bytes("/ABC5X\r\n\r\n1-0:1.8.0(1*kWh)\r\n!1234\r\n")));

    static Stream<Supplier<Anatomy>> anatomies() {
        return Stream.of(
                HdlcAnatomy::new,
                MbusAnatomy::new,
                SmlAnatomy::new,
                TicAnatomy::new,
                ReadoutAnatomy::new,
                P1Anatomy::new,
                ApduAnatomy::new,
                () -> new BlockAnatomy(new HdlcAnatomy()),
                () -> new BlockAnatomy(new MbusAnatomy()),
                () -> new SealedAnatomy(SealedAnatomy.Tag.NO_KEY, ""));
    }

    @ParameterizedTest
    @MethodSource("anatomies")
    void a_frame_may_be_cut_anywhere(Supplier<Anatomy> anatomy) {
        for (String frame : frames()) {
            byte[] bytes = HexFormat.of().parseHex(frame);
            for (int length = 0; length <= bytes.length; length++) {
                check(anatomy.get(), Arrays.copyOf(bytes, length));
                check(anatomy.get(), Arrays.copyOfRange(bytes, length, bytes.length));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("anatomies")
    void any_byte_may_be_wrong(Supplier<Anatomy> anatomy) {
        Random random = new Random(3);
        List<String> frames = frames();
        for (int i = 0; i < CHANGES; i++) {
            byte[] bytes = HexFormat.of().parseHex(frames.get(random.nextInt(frames.size())));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            check(anatomy.get(), bytes);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Link.class,
            names = {"AUTO", "HDLC", "MBUS"},
            mode = EnumSource.Mode.EXCLUDE)
    void any_payload_is_explained(Link link) {
        Random random = new Random(4);
        List<String> frames = frames();
        for (int i = 0; i < CHANGES; i++) {
            byte[] bytes = HexFormat.of().parseHex(frames.get(random.nextInt(frames.size())));
            for (int change = random.nextInt(4); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            explain(link, bytes);
        }
    }

    private static void explain(Link link, byte[] bytes) {
        Options options = Options.of(link).ignoringChecksums().explaining();
        MeterStream stream = MeterStream.of(options, new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {}

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}

            @Override
            public void explained(Explanation explanation) {
                explanation
                        .layers()
                        .forEach(layer -> assertThat(isNested(layer.parts(), 0, layer.bytes().length))
                                .as(() -> hex(bytes))
                                .isTrue());
            }
        });
        stream.feed(bytes, 0, bytes.length);
        stream.end();
    }

    private static List<String> frames() {
        return Stream.concat(
                        FRAMES.stream(),
                        MeterVectors.all().stream()
                                .map(MeterVectors.Vector::wire)
                                .limit(3))
                .toList();
    }

    private static void check(Anatomy anatomy, byte[] bytes) {
        Explanation explanation = Explainer.noise(bytes, anatomy);
        assertThat(isNested(explanation.layers().getFirst().parts(), 0, bytes.length))
                .as(() -> hex(bytes))
                .isTrue();
    }

    private static boolean isNested(List<Part> parts, int from, int to) {
        int at = from;
        for (Part part : parts) {
            if (part.offset() < at || part.end() > to || !isNested(part.parts(), part.offset(), part.end())) {
                return false;
            }
            at = part.end();
        }
        return true;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
