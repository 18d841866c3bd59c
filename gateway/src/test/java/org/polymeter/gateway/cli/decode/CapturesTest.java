package org.polymeter.gateway.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Unit;
import org.polymeter.gateway.capture.Captures;
import org.polymeter.gateway.capture.Engine;
import org.polymeter.gateway.capture.Found;
import org.polymeter.gateway.capture.StatedTime;
import picocli.CommandLine.Help.Ansi;

/** With an engine of our own, so that every case can be had. */
class CapturesTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final ByteArrayOutputStream fed = new ByteArrayOutputStream();

    @Test
    void a_telegram_is_one_line_with_all_its_values_as_sent() {
        json(found -> found.telegram(telegram(), frame(3, 40)));

        assertThat(out)
                .hasToString("{\"input\":\"x\",\"offset\":3,\"length\":40,\"protocol\":\"dsmr\",\"meterId\":\"E0031\","
                        + "\"timestamp\":\"1970-01-01T01:00:00+01:00\",\"values\":["
                        + "{\"obis\":\"0-0:96.1.1\",\"value\":\"E0031\",\"unit\":null,\"timestamp\":null},"
                        + "{\"obis\":\"1-0:1.8.1\",\"value\":1234.560,\"unit\":\"kWh\",\"timestamp\":null},"
                        + "{\"obis\":\"0-1:24.2.1\",\"value\":4567.890,\"unit\":\"m3\",\"timestamp\":\"1970-01-01T02:00:00+02:00\"},"
                        + "{\"obis\":\"1-0:1.8.0*96\",\"value\":7000,\"unit\":null,\"timestamp\":null},"
                        + "{\"obis\":\"0-0:1.0.0\",\"value\":\"1970-01-01T00:01:00\",\"unit\":null,\"timestamp\":null},"
                        + "{\"obis\":null,\"value\":\"a \\\"list\\\"\",\"unit\":null,\"timestamp\":null}],"
                        + "\"warnings\":[\"byte 7: odd\"]}\n");
    }

    @Test
    void every_trouble_has_the_reason_of_the_profile() {
        boolean rejected = json(found -> {
            found.trouble(new Trouble.Skipped(0, 5, Noise.BAD_CHECKSUM), new byte[] {0x7E});
            found.trouble(new Trouble.Skipped(5, 5, Noise.CUT_SHORT), new byte[] {0x7E});
            found.trouble(new Trouble.Skipped(10, 5, Noise.TOO_LONG), new byte[] {0x7E});
            found.trouble(new Trouble.Skipped(15, 5, Noise.STRAY), new byte[] {0x1B, 0x1B, 0x1B, 0x1B});
            Fault noKey = new Fault(2, Fault.Problem.NO_KEY, "a key");
            found.trouble(new Trouble.Rejected(20, 5, "dlms", noKey), new byte[] {0x7E});
            Fault odd = new Fault(3, Fault.Problem.UNEXPECTED, "OBIS code of 6 bytes");
            found.trouble(new Trouble.Rejected(25, 5, "dlms", odd), new byte[] {0x7E});
        });

        assertThat(rejected).isTrue();
        assertThat(out.toString().lines().map(line -> line.replaceAll(".*\"code\":\"(.*?)\".*", "$1")))
                .containsExactly("checksum", "truncated", "too_long", "noise", "no_key", "decode");
        assertThat(out.toString())
                .contains("{\"input\":\"x\",\"offset\":15,\"length\":5,\"error\":{\"code\":\"noise\",\"message\":"
                        + "\"5 bytes belong to no telegram, beginning with 1B 1B 1B 1B"
                        + " – this looks like SML that lost bytes or its end\"}}")
                .contains("unexpected at byte 3: expected OBIS code of 6 bytes");
    }

    @Test
    void stray_bytes_in_a_row_are_one_rejection_and_fillers_none() {
        json(found -> {
            found.trouble(new Trouble.Skipped(0, 2, Noise.FILLER), new byte[0]);
            found.trouble(new Trouble.Skipped(2, 3, Noise.STRAY), new byte[] {'a', 'b', 'c'});
            found.trouble(new Trouble.Skipped(5, 2, Noise.FILLER), new byte[0]);
            found.trouble(new Trouble.Skipped(7, 3, Noise.STRAY), new byte[] {'d', 'e', 'f'});
            found.telegram(telegram(), frame(10, 40));
            found.trouble(new Trouble.Skipped(50, 2, Noise.FILLER), new byte[0]);
        });

        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString())
                .startsWith("{\"input\":\"x\",\"offset\":2,\"length\":8,\"error\":{\"code\":\"noise\",\"message\":"
                        + "\"8 bytes belong to no telegram, beginning with \\\"abc\\\"");
    }

    @Test
    void fillers_around_good_telegrams_are_no_rejection() {
        boolean rejected = json(found -> {
            found.trouble(new Trouble.Skipped(0, 2, Noise.FILLER), new byte[0]);
            found.telegram(telegram(), frame(2, 40));
        });

        assertThat(rejected).isFalse();
    }

    @Test
    void a_capture_in_which_nothing_is_found_gets_one_rejection_that_says_so() {
        boolean rejected = read(
                "\0\u0001no",
                found -> found.trouble(new Trouble.Skipped(0, 4, Noise.STRAY), new byte[] {0, 1, 'n', 'o'}));

        assertThat(rejected).isTrue();
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(out.toString())
                .startsWith("{\"input\":\"x\",\"offset\":0,\"length\":4,\"error\":{\"code\":\"noise\",\"message\":"
                        + "\"no telegram found: looked for P1 and readouts (/XXX…), HDLC (7E A…), M-Bus (68 L L 68…),"
                        + " SML (1B 1B 1B 1B…), TIC (02 0A…), bare DLMS (0F… or DB…) and JSON ({…);"
                        + " the capture begins with 00 01 6E 6F");
    }

    @Test
    void a_capture_that_begins_like_an_encrypted_message_lacks_a_key() {
        byte[] sealed = {(byte) 0xDB, 8, 'A', 'B', 'C', 0, 0, 0, 0, 1};

        captures(found -> {}).read("x", () -> new ByteArrayInputStream(sealed));

        assertThat(out.toString()).contains("\"code\":\"no_key\"").contains("an encrypted DLMS message");
    }

    @Test
    void an_empty_capture_is_not_passed_over_in_silence() {
        assertThat(read("", found -> {})).isTrue();
        assertThat(out)
                .hasToString("{\"input\":\"x\",\"offset\":0,\"length\":0,\"error\":{\"code\":\"noise\","
                        + "\"message\":\"the capture is empty\"}}\n");
    }

    @Test
    void a_file_that_cannot_be_read_does_not_stop_the_others() {
        Captures captures = captures(found -> found.telegram(telegram(), frame(0, 1)));

        captures.read("missing", () -> {
            throw new NoSuchFileException("missing");
        });
        captures.read("folder", () -> {
            throw new IOException("it is a folder");
        });
        captures.read("good", () -> new ByteArrayInputStream(new byte[] {'/'}));

        assertThat(captures.anyRejected()).isTrue();
        assertThat(out.toString().lines()).hasSize(3);
        assertThat(out.toString())
                .startsWith("{\"input\":\"missing\",\"offset\":0,\"length\":0,\"error\":{\"code\":\"noise\","
                        + "\"message\":\"cannot read it: there is no such file\"}}\n")
                .contains("{\"input\":\"good\",\"offset\":0,\"length\":1,\"protocol\"");
        assertThat(err).hasToString("""
                polymeter: missing: cannot read it: there is no such file
                polymeter: folder: cannot read it: it is a folder
                """);
    }

    @Test
    void raw_bytes_are_fed_as_they_are_and_dumps_decoded() {
        read("/POL5 7E A0", found -> {});
        assertThat(fed.toString(StandardCharsets.US_ASCII)).isEqualTo("/POL5 7E A0");

        fed.reset();
        read("# a wire\n7E A0\n2A", found -> {});
        assertThat(HexFormat.of().formatHex(fed.toByteArray())).isEqualTo("7ea02a");

        fed.reset();
        read("\uFEFF7E A0", found -> {});
        assertThat(HexFormat.of().formatHex(fed.toByteArray())).isEqualTo("7ea0");
    }

    @Test
    void a_damaged_dump_is_read_up_to_the_damage() {
        boolean rejected = read("7E A0\n2A 4", found -> {});

        assertThat(rejected).isTrue();
        assertThat(HexFormat.of().formatHex(fed.toByteArray())).isEqualTo("7ea02a");
        assertThat(out)
                .hasToString("{\"input\":\"x\",\"offset\":3,\"length\":0,\"error\":{\"code\":\"decode\",\"message\":"
                        + "\"the hex dump is damaged: line 2, column 4: '4' has an odd number of hex digits\"}}\n");
    }

    @Test
    void people_get_a_table_and_advice() {
        StatedTime times = new StatedTime(Optional.empty());
        Captures captures = new Captures(
                engines(found -> {
                    found.telegram(telegram(), frame(0, 40));
                    found.trouble(new Trouble.Skipped(40, 5, Noise.BAD_CHECKSUM), new byte[] {0x7E, (byte) 0xA0});
                }),
                new TableReport(new PrintWriter(out), Ansi.OFF, times));

        captures.read("house.p1", () -> new ByteArrayInputStream(new byte[] {'/'}));

        assertThat(out).hasToString("""
                house.p1: telegram 1, 40 bytes from byte 0, checksum matches
                  protocol        dsmr
                  meter           E0031
                  time            1970-01-01T01:00:00+01:00

                  OBIS          IN THE PROFILE                    AS SENT  UNIT  TIME
                  0-0:96.1.1                                        E0031
                  1-0:1.8.1     energy_import_t1_kwh             1234.560  kWh
                  0-1:24.2.1    volume_m3                        4567.890  m3    1970-01-01T02:00:00+02:00
                  1-0:1.8.0*96                                       7000
                  0-0:1.0.0                           1970-01-01T00:01:00
                                                                 a "list"
                  odd: byte 7: odd

                house.p1: checksum, 5 bytes from byte 40
                  the checksum does not match the bytes
                  begins with 7E A0
                  they changed on the wire or were edited; --ignore-checksum decodes them all the same

                house.p1: 1 telegram, 1 rejected

                """);
    }

    private static Telegram telegram() {
        Telegram telegram = new Telegram();
        telegram.clear("dsmr");
        telegram.time(3600, Deviation.WINTER);
        text(telegram, Obis.of(0, 0, 96, 1, 1), "E0031");
        telegram.amount(Obis.of(1, 0, 1, 8, 1), 1234560, -3, Unit.named("kWh"));
        telegram.amount(Obis.of(0, 1, 24, 2, 1), 4567890, -3, Unit.named("m3"));
        telegram.capturedAt(7200, Deviation.SUMMER);
        telegram.amount(Obis.of(1, 0, 1, 8, 0, 96), 7, 3, Unit.NONE);
        telegram.clock(Obis.of(0, 0, 1, 0, 0), 60, Deviation.UNSAID);
        text(telegram, Obis.NONE, "a \"list\"");
        telegram.warning(7, "odd");
        return telegram;
    }

    private static void text(Telegram telegram, Obis obis, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        telegram.text(obis, bytes, 0, bytes.length);
    }

    private static Frame frame(long offset, int length) {
        return new Frame().at(offset, length);
    }

    private boolean json(java.util.function.Consumer<Found> finding) {
        return read("/", finding);
    }

    private boolean read(String text, java.util.function.Consumer<Found> finding) {
        Captures captures = captures(finding);
        captures.read("x", () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        return captures.anyRejected();
    }

    private Captures captures(java.util.function.Consumer<Found> finding) {
        StatedTime times = new StatedTime(Optional.empty());
        return new Captures(engines(finding), new JsonReport(new PrintWriter(out), new PrintWriter(err), times));
    }

    private Engine.Maker engines(java.util.function.Consumer<Found> finding) {
        return (head, found) -> new Engine() {
            @Override
            public void feed(byte[] bytes, int offset, int length) {
                fed.write(bytes, offset, length);
            }

            @Override
            public void end() {
                finding.accept(found);
            }
        };
    }
}
