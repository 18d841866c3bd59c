package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.mbus.MbusWriter;

/** Keys on the command line: what opens, what is said of what does not, and that they are never shown. */
class KeyCheckCommandTest {

    private static final String EK = "000102030405060708090A0B0C0D0E0F";
    private static final String AK = "D0D1D2D3D4D5D6D7D8D9DADBDCDDDEDF";
    private static final String OTHER = "A0A1A2A3A4A5A6A7A8A9AAABACADAEAF";
    private static final String SERIAL = "6700000001";

    /** Landis+Gyr, sealed with both keys. */
    private static final String E450 =
            "7EA076CEFF03133C02E6E700DB084C475A67000000015E30000000074BF6EBB6130BDC5A2A47014F65DE39471A0CD605"
                    + "FDCAF0A97B66CA3C665F0D5BCF324F77A0576638C854780A372CBD13E0AE99DA5A825EEE154AE7AE0C89A208C7348E0A"
                    + "8BB9330CF78187495500CA9011D424FAA2CBFF2851A02E7E";

    /** Encrypted P1 of Luxembourg: an authentication key that everybody has. */
    private static final String P1 =
            "DB08534147350000000182008330000000018B82949521A93BD85093E93347088ED2137EBF8073E4ACE66E33516AE270"
                    + "A3732CDE504C9AC6E06CFD2F7783A541C82A94C891B89534F99A738DF7EAC1B1E240E99BFBE6865D4B111DAA237FC583"
                    + "CBAD05C828C693885AE92CA60B17192E20FD8EB6F29B77FDDEF139704B9B2218D902CE80EC4917FCDB6C94C0DE9E0AE1";

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void no_key_and_no_serial_number_was_shown() {
        String digits = (out.toString() + err)
                .replace(folder.toString(), "")
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "");
        for (String key : new String[] {EK, AK, OTHER}) {
            for (int from = 0; from + 8 <= key.length(); from++) {
                assertThat(digits).doesNotContain(key.substring(from, from + 8));
            }
        }
        assertThat(digits).doesNotContain(SERIAL);
    }

    private int check(String capture, String... options) {
        String[] args = new String[options.length + 4];
        args[0] = "key-check";
        args[1] = file("capture.hex", capture).toString();
        args[2] = "--as";
        args[3] = capture.startsWith("DB") ? "p1" : "hdlc";
        System.arraycopy(options, 0, args, 4, options.length);
        return execute(args);
    }

    private int execute(String... args) {
        return Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
                .execute(args);
    }

    private Path file(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void right_keys_are_right() {
        assertThat(check(E450, "--key", EK.toLowerCase(Locale.ROOT), "--auth-key", AK.replaceAll("(..)", "$1 ")))
                .isZero();
        assertThat(out.toString()).contains("capture.hex: The keys are right.", "The tag proves it");
    }

    @Test
    void wrong_and_swapped_keys_are_one() {
        assertThat(check(E450, "--key", OTHER)).isEqualTo(1);
        assertThat(out.toString()).contains("The key does not open it.", "another meter");
        assertThat(check(E450, "--key", AK, "--auth-key", EK)).isEqualTo(1);
        assertThat(out.toString()).contains("The keys are swapped.");
        assertThat(check(E450, "--key", EK, "--auth-key", OTHER)).isEqualTo(1);
        assertThat(out.toString()).contains("The encryption key is right; the authentication key is not.");
    }

    @Test
    void a_letter_is_a_file_with_a_key_a_line() {
        Path letter = file("letter.txt", "# of the operator\nGUEK: " + EK + "\n\nGAK: " + AK + "\n" + OTHER + "\n");
        assertThat(check(E450, "--key-file", letter.toString())).isZero();
        assertThat(out.toString())
                .contains("encryption key number 1 is the encryption key, and encryption key number 2 is the"
                        + " authentication key");
    }

    @Test
    void what_is_no_key_is_said_and_not_shown() {
        assertThat(check(E450, "--key", EK.substring(1))).isEqualTo(1);
        assertThat(out.toString())
                .contains("The key cannot be right: a key has 32 hex digits; this has 31: a zero in front may be lost");
        assertThat(check(E450, "--key", EK, "--auth-key", AK.replace('0', 'O'))).isEqualTo(1);
        assertThat(out.toString()).contains("the letter O where a zero is meant", "The key is right.");
    }

    @Test
    void without_a_key_it_says_what_to_ask_for() {
        assertThat(check(P1)).isEqualTo(1);
        assertThat(out.toString()).contains("by a meter of SAG, and no key was given", "in Luxembourg the only key");
        assertThat(check(P1, "--key", EK)).isZero();
    }

    @Test
    void a_missing_file_is_said_and_a_wrong_command_line_is_two() {
        assertThat(execute("key-check", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("there is no such file");
        assertThat(execute("key-check")).isEqualTo(2);
        assertThat(check(P1, "--key-file", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(execute("key-check", "x", "--as", "knx")).isEqualTo(2);
        assertThat(check(P1, ("--key " + EK.replaceAll("(....)", "$1 ")).split(" ")))
                .isEqualTo(2);
        assertThat(err.toString()).contains("a key with blanks in it has to stand in quotes");
    }

    @Test
    void decode_opens_what_it_has_the_key_of() {
        Path capture = file("sealed.hex", P1);
        assertThat(execute("decode", "-o", "json", "--as", "p1", "--key", EK, capture.toString()))
                .isZero();
        assertThat(out.toString())
                .contains("\"protocol\":\"dsmr\"", "{\"obis\":\"1-0:1.8.0\",\"value\":1234.567,\"unit\":\"kWh\"")
                .contains("\"warnings\":[]");

        Path keys = file("keys.txt", EK + "\n" + AK + "\n");
        Path e450 = file("e450.hex", E450);
        assertThat(execute("decode", "-o", "json", "--as", "hdlc", "--key-file", keys.toString(), e450.toString()))
                .isZero();
        assertThat(out.toString()).contains("\"value\":5123456");
    }

    @Test
    void decode_says_what_is_wrong_with_keys_and_does_not_show_them() {
        Path e450 = file("e450.hex", E450);
        for (String output : new String[] {"table", "reading"}) {
            assertThat(execute("decode", "-o", output, "--as", "hdlc", e450.toString()))
                    .isEqualTo(1);
            assertThat(execute("decode", "-o", output, "--as", "hdlc", "--key", OTHER, e450.toString()))
                    .isEqualTo(1);
            assertThat(execute(
                            "decode", "-o", output, "--as", "hdlc", "--key", EK, "--auth-key", OTHER, e450.toString()))
                    .isEqualTo(1);
        }
        assertThat(out.toString() + err)
                .contains("GUEK (EK, CII key)", "The key does not open it.", "the authentication key is not");
        assertThat(execute("decode", "--as", "hdlc", "--key", AK, "--auth-key", EK, e450.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("The keys are swapped.");
        assertThat(execute("decode", "--key", EK.substring(2), "x")).isEqualTo(2);
        assertThat(execute("decode", "--auth-key", AK, "x")).isEqualTo(2);
        assertThat(execute("decode", "--key", EK, "--key-file", "y", "x")).isEqualTo(2);
        assertThat(err.toString()).contains("this has 30: a part is missing", "--auth-key alone opens nothing");
    }

    @Test
    void a_key_for_what_is_in_clear_and_an_unusual_key_are_remarked_on() {
        Path clear = file(
                "clear.hex",
                "7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E".repeat(3));
        assertThat(execute("decode", "--key", EK, clear.toString())).isZero();
        assertThat(out.toString()).containsOnlyOnce("it is not encrypted: no key is needed");
        assertThat(execute("decode", "-o", "json", "--key", "sixteen letters!".replace(' ', '_'), clear.toString()))
                .isZero();
        assertThat(err.toString())
                .contains("--key: this is no hex: its 16 characters were taken as they are")
                .contains("clear.hex: it is not encrypted: no key is needed");
    }

    @Test
    void what_is_sealed_in_mode_5_says_so_in_json_and_claims_no_title() {
        byte[] amis = new MbusWriter("SIE", "00000000", 1, 2)
                .integer(4, 684544, 0x03)
                .push(0xF0, HexFormat.of().parseHex(EK));
        Path capture = file("amis.hex", HexFormat.of().formatHex(amis));
        assertThat(execute("decode", "-o", "json", "--as", "mbus", capture.toString()))
                .isEqualTo(1);
        assertThat(out.toString())
                .contains("\"code\":\"no_key\"", "\"cipher\":\"aes-cbc-mode-5\"", "Kundenschnittstellen")
                .doesNotContain("systemTitle", "frameCounter");
    }
}
