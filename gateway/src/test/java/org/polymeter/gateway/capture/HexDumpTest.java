package org.polymeter.gateway.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HexDumpTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7EA02A00",
                "7ea02a00\n",
                "7E A0 2A 00",
                "7e a0\r\n2a 00\r\n",
                "7E:A0:2A:00",
                "7E-A0-2A-00",
                "7e,a0;2a, 00",
                "0x7e, 0xa0, 0x2a, 0x00,",
                "0x7E 0xA0 0x2A 0x0",
                "0x7ea02a00",
                "\\x7e\\xa0\\x2a\\x00",
                "# a comment, even with (brackets)\n7E A0 # more\n\n2A 00 // and more",
                "00000000: 7ea0 2a00                                ~.*.\n",
                "00000000  7e a0 2a 00                                       |~.*.|\n00000004\n",
                "0000000 7e a0 2a 00\n0000004\n"
            })
    void reads_what_people_write_down(String dump) {
        assertThat(bytes(dump)).isEqualTo("7EA02A00");
    }

    @Test
    void a_zero_that_c_printed_without_its_0x_is_one_byte() {
        assertThat(bytes("--- Start --- 1234\n0x7e, 0xa0, 0000, 0x1b, \n0000, 0000, 0x01, \n---  End  ---\n"))
                .isEqualTo("7EA0001B000001");
    }

    @Test
    void four_zeros_among_plain_digits_are_two_bytes() {
        assertThat(bytes("7EA0 0000 1B")).isEqualTo("7EA000001B");
    }

    @Test
    void the_text_beside_a_dump_is_not_read() {
        assertThat(bytes("""
                        00000000: 2f50 4f4c 355c 5359 4e54 482d 4e4c 2d31  /POL5\\SYNTH-NL-1
                        00000010: 0d0a 0d0a                                ....
                        """)).isEqualTo("2F504F4C355C53594E54482D4E4C2D310D0A0D0A");
        assertThat(bytes("""
                        00000000  28 7c 30 30 2a 6b 57 29  21 33 34 43 41 0d 0a 2f  |(|00*kW)!34CA../|
                        00000010  7e                                                |~|
                        """)).isEqualTo("287C30302A6B57292133344341 0D0A2F7E".replace(" ", ""));
    }

    @Test
    void what_is_wrong_has_a_line_and_a_column() {
        assertThat(problem("7E A0\n2A 083 13")).contains("line 2, column 4: '083' has an odd number of hex digits");
        assertThat(problem("7E A0 2A 41 08 83 1G")).contains("line 1, column 20: 'G' is no hex digit");
        assertThat(problem("0x7e, 0x, 0x01")).contains("line 1, column 7: no hex digits after '0x'");
        assertThat(problem("0000000 a07e 412a 8308\n"))
                .hasValueSatisfying(
                        text -> assertThat(text).startsWith("line 1, column 9: 'a07e' has its bytes swapped"));
        assertThat(problem("0000000 7e a0\n*\n0000020\n"))
                .hasValueSatisfying(text -> assertThat(text).contains("repeated lines were left out"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n",
                "hello",
                "34CA\r\n/POL5\\SYNTH-NL-1\r\n",
                "00.000*kW)\r\n!34CA\r\n",
                "0-0:1.0.0(250601120000S)\r\n",
                "be careful: this is a sentence, and not a dump",
                "tele/gPlug/SENSOR {\"Time\":1}"
            })
    void other_text_is_no_dump(String text) {
        assertThat(HexDump.of(text)).isEmpty();
    }

    private static String bytes(String dump) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(read(dump, out)).isEmpty();
        return HexFormat.of().withUpperCase().formatHex(out.toByteArray());
    }

    private static Optional<String> problem(String dump) {
        return read(dump, new ByteArrayOutputStream());
    }

    private static Optional<String> read(String dump, ByteArrayOutputStream out) {
        HexDump reader = HexDump.of(dump).orElseThrow();
        return dump.lines()
                .map(line -> reader.line(line, out))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
