package org.polymeter.codec.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation.Layer;
import org.polymeter.codec.explain.Explanation.Part;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.ObservationSink;
import org.polymeter.codec.observation.Telegram;

/** Every byte is said to be something, and what values were made of it. */
class ExplainerTest {

    /** protocols.md 2.7, V20. */
    private static final String AIDON =
            "7EA02A410883130413E6E7000F4000000000" + "0101020309060100010700FF060000053E02020F00161BA4E07E";

    /** protocols.md 2.7, V21: three segments. */
    private static final String SEGMENTED = "7EA81ACF022303A5A9E6E7000F000004330C07E90601070C0040F47E"
            + "7EA81ACF022303A5A90000FF8880020406000002580600000045957E"
            + "7EA011CF02231390DF001209001201053DD47E";

    @Test
    void a_push_list_is_explained_from_its_flags_to_the_names_of_the_profile() {
        Explanation explanation = explain(AIDON).getFirst();
        assertThat(explanation.layers()).hasSize(1);
        assertThat(lines(explanation.layers().getFirst()))
                .containsSubsequence(
                        "0 HDLC frame",
                        "0 flag",
                        "1 format: type 3, 42 bytes",
                        "7 HCS: matches",
                        "9 LLC: from the meter",
                        "12 data-notification",
                        "18 array of 1",
                        "20 structure of 3",
                        "22 octet-string: 1-0:1.7.0 power_import_w",
                        "30 double-long-unsigned: 1-0:1.7.0 = 1342 W → power_import_w",
                        "35 scaler, unit: × 10^0 W",
                        "41 FCS: matches",
                        "43 flag");
    }

    @Test
    void a_message_in_segments_is_a_layer_of_its_own() {
        Explanation explanation = explain(SEGMENTED).getFirst();
        assertThat(explanation.layers().stream().map(Layer::name)).containsExactly("wire", "message");
        assertThat(lines(explanation.layers().getFirst()).stream().filter(line -> line.endsWith("HDLC frame")))
                .hasSize(3);
        assertThat(lines(explanation.layers().get(1))).contains("0 data-notification");
    }

    @Test
    void text_is_explained_line_by_line() {
        String telegram = "/POL5\\SYNTH\r\n\r\n1-0:1.7.0(00.321*kW)\r\n0-0:96.13.0()\r\n!\r\n";
        Explanation explanation =
                explain(telegram.getBytes(StandardCharsets.US_ASCII)).getFirst();
        assertThat(lines(explanation.layers().getFirst()))
                .containsSubsequence(
                        "0 identification",
                        "15 line",
                        "15 OBIS code",
                        "25 value: 1-0:1.7.0 = 0.321 kW → power_import_w",
                        "52 end mark",
                        "53 line end: no checksum is sent");
    }

    @Test
    void where_decoding_ends_is_said_with_what_was_expected_there() {
        // V20 with a type of data that does not exist, checksum made anew
        byte[] frame = HexFormat.of().parseHex(AIDON);
        frame[30] = 0x63;
        int crc = org.polymeter.codec.bytes.Crc16.X25.of(frame, 1, frame.length - 4);
        frame[frame.length - 3] = (byte) crc;
        frame[frame.length - 2] = (byte) (crc >> 8);
        Layer wire = explain(frame).getFirst().layers().getFirst();
        assertThat(wire.fault()).hasValueSatisfying(fault -> {
            assertThat(fault.offset()).isEqualTo(30);
            assertThat(fault.expected()).isEqualTo("a type of data");
        });
        assertThat(lines(wire)).contains("22 octet-string: 1-0:1.7.0 power_import_w");
    }

    @Test
    void a_frame_with_a_wrong_checksum_is_explained_with_the_right_one() {
        Layer wire = explain(AIDON.replace("0000053E", "0000053F"))
                .getFirst()
                .layers()
                .getFirst();
        assertThat(lines(wire)).contains("7 HCS: matches", "41 FCS: does not match: should be 71 7F");
    }

    static Stream<Corpus.Case> captures() {
        return Stream.of("p1", "hdlc").flatMap(family -> Corpus.cases(family).stream());
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void parts_lie_in_order_and_inside_each_other(Corpus.Case capture) {
        for (Explanation explanation : explain(capture.bytes())) {
            for (Layer layer : explanation.layers()) {
                assertThat(nested(layer.parts(), 0, layer.bytes().length)).isTrue();
            }
        }
    }

    @Test
    void nothing_that_a_decoder_says_is_lost_on_the_way() {
        List<String> kept = Stream.of(Transcript.class.getDeclaredMethods())
                .map(Method::getName)
                .toList();
        assertThat(Stream.of(ObservationSink.class.getDeclaredMethods()).map(Method::getName))
                .isSubsetOf(kept);
    }

    private static boolean nested(List<Part> parts, int from, int to) {
        int at = from;
        for (Part part : parts) {
            if (part.offset() < at || part.end() > to || !nested(part.parts(), part.offset(), part.end())) {
                return false;
            }
            at = part.end();
        }
        return true;
    }

    private static List<String> lines(Layer layer) {
        List<String> lines = new ArrayList<>();
        layer.parts().forEach(part -> add(part, lines));
        return lines;
    }

    private static void add(Part part, List<String> lines) {
        lines.add(part.offset() + " " + part.label() + (part.meaning().isEmpty() ? "" : ": " + part.meaning()));
        part.parts().forEach(inner -> add(inner, lines));
    }

    private static List<Explanation> explain(String hex) {
        return explain(HexFormat.of().parseHex(hex));
    }

    private static List<Explanation> explain(byte[] bytes) {
        List<Explanation> explanations = new ArrayList<>();
        MeterStream stream = MeterStream.of(MeterStream.Options.auto().explaining(), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {}

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}

            @Override
            public void explained(Explanation explanation) {
                explanations.add(explanation);
            }
        });
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        return explanations;
    }
}
