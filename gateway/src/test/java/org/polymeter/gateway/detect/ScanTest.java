package org.polymeter.gateway.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Symptom;
import org.polymeter.gateway.source.LineSettings;

/** The order, the patience and the end of a scan, with a meter whose time passes only while one listens. */
class ScanTest {

    private static final LineSettings P1 = LineSettings.parse("115200 8N1");
    private static final LineSettings HAN = LineSettings.parse("2400 8E1");
    private static final LineSettings CZECH = LineSettings.parse("9600 8N1");

    private static final byte[] PUSH = HexFormat.of()
            .parseHex("7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E");
    private static final byte[] BARE =
            HexFormat.of().parseHex("0F8000F1D500020216010101020200030100010700FF0206000007A8");

    private static final Duration TEN = Duration.ofSeconds(10);
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private static Scan.Result scan(ScriptedPort port, Patience patience) throws Exception {
        return scan(port, patience, Scan.CANDIDATES);
    }

    private static Scan.Result scan(ScriptedPort port, Patience patience, List<LineSettings> candidates)
            throws Exception {
        return new Scan(port, candidates, patience, Options.auto(), port, Scan.Progress.NONE).run(() -> false);
    }

    static List<LineSettings> candidates() {
        return Scan.CANDIDATES;
    }

    @ParameterizedTest
    @MethodSource("candidates")
    void finds_every_setting_there_is(LineSettings line) throws Exception {
        ScriptedPort port = new ScriptedPort(line, PUSH, TEN, Duration.ofSeconds(3));
        Attempt found = scan(port, Patience.USUAL).found().orElseThrow();
        assertThat(found.bestLine()).isEqualTo(line);
        assertThat(found.finding().orElseThrow().link()).isEqualTo(Link.HDLC);
        assertThat(port.elapsed()).isLessThan(Duration.ofMinutes(3));
    }

    @Test
    void stays_for_a_second_and_a_third_frame_to_tell_the_interval() throws Exception {
        ScriptedPort port = new ScriptedPort(P1, PUSH, TEN, TEN);
        assertThat(scan(port, Patience.USUAL)
                        .found()
                        .orElseThrow()
                        .finding()
                        .orElseThrow()
                        .intervalMillis())
                .isEqualTo(10_000);
        assertThat(port.tuned).containsExactly(P1);
    }

    @Test
    void the_quick_one_is_content_with_one_good_checksum() throws Exception {
        ScriptedPort port = new ScriptedPort(P1, PUSH, TEN, Duration.ofSeconds(2));
        assertThat(scan(port, Patience.QUICK).found()).isPresent();
        assertThat(port.elapsed()).isLessThan(Duration.ofSeconds(3));
    }

    @Test
    void waits_a_minute_for_meters_that_speak_once_a_minute() throws Exception {
        ScriptedPort port = new ScriptedPort(CZECH, BARE, MINUTE, Duration.ofSeconds(59));
        Attempt found = scan(port, Patience.USUAL).found().orElseThrow();
        assertThat(found.bestLine()).isEqualTo(CZECH);
        assertThat(found.finding().orElseThrow().link()).isEqualTo(Link.APDU);
        assertThat(found.finding().orElseThrow().frames())
                .as("without a checksum, one is not enough")
                .isEqualTo(2);
    }

    @Test
    void a_line_on_which_nothing_comes_is_silent_at_every_speed() throws Exception {
        ScriptedPort port = new ScriptedPort(P1, PUSH, TEN, Duration.ofDays(1));
        Scan.Result result = scan(port, Patience.USUAL);
        assertThat(result.isSilent()).isTrue();
        assertThat(result.tried()).hasSize(1);
        assertThat(result.nearest().orElseThrow().symptom()).isEqualTo(Symptom.SILENT);
        assertThat(port.elapsed()).isEqualTo(Duration.ofSeconds(65));
    }

    @Test
    void what_worked_last_time_is_tried_first() throws Exception {
        LineSettings odd = LineSettings.parse("300 7E1");
        assertThat(Scan.candidates(Optional.of(odd))).hasSize(9).startsWith(odd);
        assertThat(Scan.candidates(Optional.of(HAN))).hasSize(8).startsWith(HAN, P1, CZECH);
        ScriptedPort port = new ScriptedPort(odd, PUSH, TEN, TEN);
        scan(port, Patience.USUAL, Scan.candidates(Optional.of(odd)));
        assertThat(port.tuned).containsExactly(odd);
    }

    @Test
    void text_of_seven_bits_is_found_at_eight_and_the_right_setting_is_told() throws Exception {
        byte[] text = "/ISk5\\2MT382-1000\r\n\r\n1-0:1.7.0(0001.23*kW)\r\n!\r\n"
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        for (int i = 0; i < text.length; i++) {
            text[i] |= (byte) (Integer.bitCount(text[i]) % 2 << 7);
        }
        ScriptedPort port = new ScriptedPort(CZECH, text, TEN, TEN);
        Attempt found = scan(port, Patience.USUAL).found().orElseThrow();
        assertThat(found.line()).isEqualTo(CZECH);
        assertThat(found.bestLine()).hasToString("9600 7E1");
    }

    @Test
    void ends_at_once_when_told_to_and_keeps_what_it_knows() throws Exception {
        ScriptedPort port = new ScriptedPort(P1, PUSH, TEN, Duration.ofSeconds(2));
        Scan.Result result = new Scan(port, Scan.CANDIDATES, Patience.USUAL, Options.auto(), port, Scan.Progress.NONE)
                .run(() -> port.elapsed().compareTo(Duration.ofSeconds(4)) > 0);
        assertThat(result.found()).isPresent();
        assertThat(port.elapsed()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void of_all_that_failed_the_nearest_is_told() throws Exception {
        byte[] damaged = PUSH.clone();
        damaged[33] ^= 1;
        ScriptedPort port = new ScriptedPort(HAN, damaged, TEN, Duration.ofSeconds(3));
        Scan.Result result = scan(port, Patience.USUAL);
        assertThat(result.found()).isEmpty();
        assertThat(result.tried()).hasSameSizeAs(Scan.CANDIDATES);
        assertThat(result.nearest().orElseThrow().line()).isEqualTo(HAN);
        assertThat(result.nearest().orElseThrow().symptom()).isEqualTo(Symptom.DAMAGED);
    }
}
