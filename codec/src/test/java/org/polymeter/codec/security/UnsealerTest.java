package org.polymeter.codec.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.security.Vectors.AK;
import static org.polymeter.codec.security.Vectors.EK;
import static org.polymeter.codec.security.Vectors.hex;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.DlmsVectors;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.security.Unsealer.Result;

/** Sealed messages are opened by the right keys, and by nothing else. */
class UnsealerTest {

    private static final byte[] TITLE = hex(Vectors.GREEN_BOOK_TITLE);
    private static final byte[] TEXT = hex(Vectors.GREEN_BOOK_TEXT);
    private static final Keys BOTH = Vectors.keys();
    private static final Keys ENCRYPTION = Keys.of(hex(EK));

    private final SealedWriter meter = new SealedWriter(BOTH, TITLE);

    private static Result open(Unsealer unsealer, byte[] message) {
        return unsealer.open(message, 0, message.length);
    }

    private static String text(Unsealer unsealer) {
        return java.util.HexFormat.of().withUpperCase().formatHex(unsealer.text(), 0, unsealer.textLength());
    }

    private static String refusal(Keys keys, byte[] message) {
        Unsealer unsealer = new Unsealer(keys);
        assertThat(open(unsealer, message)).isEqualTo(Result.REFUSED);
        return unsealer.fault().toString();
    }

    @ParameterizedTest(name = "security control {0}")
    @CsvSource({
        "30, 411312FF935A47566827C467BC7D825C3BE4A77C3FCC056B6B, PROVEN",
        "20, 411312FF935A47566827C467BC, OPENED",
        "10, C0010000080000010000FF020006725D910F9221D263877516, PROVEN"
    })
    void the_examples_of_the_standard_are_opened_and_written(String control, String sealed, Result result) {
        byte[] message =
                hex("DB084D4D4D0000BC614E%02X".formatted(5 + sealed.length() / 2) + control + "01234567" + sealed);
        Unsealer unsealer = new Unsealer(BOTH);
        assertThat(open(unsealer, message)).isEqualTo(result);
        assertThat(text(unsealer)).isEqualTo(Vectors.GREEN_BOOK_TEXT);
        assertThat(unsealer.ciphering())
                .isEqualTo(new Ciphering(Vectors.GREEN_BOOK_TITLE, Integer.parseInt(control, 16), 0x01234567));
        assertThat(meter.general(Integer.parseInt(control, 16), 0x01234567, TEXT))
                .isEqualTo(message);
    }

    @Test
    void general_ciphering_authenticates_its_names_too() {
        byte[] message = hex(DlmsVectors.V42);
        Unsealer unsealer = new Unsealer(BOTH);
        assertThat(open(unsealer, message)).isEqualTo(Result.PROVEN);
        assertThat(text(unsealer)).isEqualTo("0F0000000100020106000005DC");
        assertThat(unsealer.ciphering()).isEqualTo(new Ciphering("4B464D1020000001", 0x30, 0x10));

        message[9] ^= 1; // the transaction id
        assertThat(open(unsealer, message)).isEqualTo(Result.TAG_WRONG);
    }

    @Test
    void general_ciphering_may_leave_its_key_unnamed() {
        byte[] named = hex(DlmsVectors.V42);
        byte[] unnamed = new byte[named.length - 2];
        int keyAt = 29;
        System.arraycopy(named, 0, unnamed, 0, keyAt);
        System.arraycopy(named, keyAt + 3, unnamed, keyAt + 1, named.length - keyAt - 3);
        Unsealer unsealer = new Unsealer(BOTH);
        assertThat(open(unsealer, unnamed)).isEqualTo(Result.PROVEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0101", "0102"})
    void a_key_that_comes_with_the_message_is_declined(String information) {
        byte[] message = hex("DD0000000000" + information + "0530000000010000");
        assertThat(refusal(BOTH, message)).contains("a wrapped or agreed one");
    }

    @Test
    void security_suite_2_takes_keys_of_32_bytes() {
        Keys long256 = Keys.of(hex(EK + AK)).withAuthentication(hex(AK + EK));
        byte[] message = new SealedWriter(long256, TITLE).general(0x32, 7, TEXT);
        Unsealer unsealer = new Unsealer(long256);
        assertThat(open(unsealer, message)).isEqualTo(Result.PROVEN);
        assertThat(text(unsealer)).isEqualTo(Vectors.GREEN_BOOK_TEXT);

        assertThat(refusal(BOTH, message)).startsWith("decrypt").contains("a key of 32 bytes", "the one given has 16");
        assertThat(refusal(long256, meter.general(0x30, 7, TEXT))).contains("a key of 16 bytes");
    }

    @Test
    void without_a_key_it_says_whose_meter_it_is_and_not_which() {
        assertThat(refusal(Keys.NONE, hex(Vectors.V54)))
                .isEqualTo("no key at byte 0: expected a key: this is general-glo-ciphering of a meter of KFM");
        Unsealer unsealer = new Unsealer(Keys.NONE);
        open(unsealer, hex(Vectors.V54));
        assertThat(unsealer.fault().problem()).isEqualTo(Problem.NO_KEY);
        assertThat(unsealer.ciphering().toString()).contains("KFM").doesNotContain("1020000001");
    }

    @Test
    void what_nobody_can_open_is_declined_in_clear_words() {
        byte[] dedicated = meter.general(0x30, 1, TEXT);
        dedicated[0] = (byte) 0xDC;
        assertThat(refusal(BOTH, dedicated)).contains("general-ded-ciphering");
        assertThat(refusal(BOTH, hex("DF0800"))).contains("general-signing");
        assertThat(refusal(BOTH, meter.general(0xB0, 2, TEXT))).contains("compressed");
        assertThat(refusal(BOTH, meter.general(0x33, 3, TEXT))).contains("suite 0, 1 or 2, not 3");
        assertThat(refusal(BOTH, meter.event(0x30, 4, TEXT))).contains("a system title");
    }

    @Test
    void an_event_is_opened_by_the_system_title_that_was_heard_before() {
        Unsealer unsealer = new Unsealer(BOTH);
        open(unsealer, meter.general(0x30, 1, TEXT));
        assertThat(open(unsealer, meter.event(0x30, 2, TEXT))).isEqualTo(Result.PROVEN);
        assertThat(text(unsealer)).isEqualTo(Vectors.GREEN_BOOK_TEXT);
    }

    @Test
    void a_text_that_is_only_authenticated_can_be_read_without_keys() {
        Unsealer unsealer = new Unsealer(Keys.NONE);
        assertThat(open(unsealer, meter.general(0x10, 1, TEXT))).isEqualTo(Result.OPENED);
        assertThat(text(unsealer)).isEqualTo(Vectors.GREEN_BOOK_TEXT);
        assertThat(unsealer.isTagged()).isTrue();
    }

    @Test
    void without_authentication_key_the_text_is_opened_but_not_proven() {
        Unsealer unsealer = new Unsealer(ENCRYPTION);
        assertThat(open(unsealer, meter.general(0x30, 1, TEXT))).isEqualTo(Result.OPENED);
        assertThat(text(unsealer)).isEqualTo(Vectors.GREEN_BOOK_TEXT);
        assertThat(unsealer.isProvenByLuxembourg()).isFalse();
        open(unsealer, hex(Vectors.V14));
        assertThat(unsealer.isProvenByLuxembourg()).isTrue();
    }

    @Test
    void no_flipped_bit_is_proven() {
        byte[] message = meter.general(0x30, 9, TEXT);
        for (int bit = 0; bit < 8 * message.length; bit++) {
            byte[] damaged = message.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            Unsealer unsealer = new Unsealer(BOTH);
            if (Unsealer.isSealed(damaged, 0, damaged.length)) {
                assertThat(open(unsealer, damaged)).as("bit %d", bit).isNotEqualTo(Result.PROVEN);
            }
        }
    }

    @Test
    void cut_and_random_messages_never_throw() {
        byte[][] messages = {meter.general(0x30, 9, TEXT), hex(DlmsVectors.V42), meter.event(0x20, 1, TEXT)};
        Random random = new Random(1);
        for (Keys keys : new Keys[] {BOTH, ENCRYPTION, Keys.NONE}) {
            Unsealer unsealer = new Unsealer(keys);
            for (byte[] message : messages) {
                for (int length = 0; length < message.length; length++) {
                    assertThat(unsealer.open(Arrays.copyOf(message, length), 0, length))
                            .isEqualTo(Result.REFUSED);
                }
                for (int i = 0; i < 2000; i++) {
                    byte[] damaged = message.clone();
                    damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
                    damaged[random.nextInt(20)] = (byte) random.nextInt();
                    open(unsealer, damaged);
                }
            }
        }
    }

    @Test
    void a_counter_that_does_not_rise_is_noted_and_a_new_beginning_is_believed_after_three() {
        FrameCounters counters = new FrameCounters();
        assertThat(counters.accept(1, 100, true)).isTrue();
        assertThat(counters.accept(1, 101, true)).isTrue();
        assertThat(counters.accept(1, 101, true)).isFalse();
        assertThat(counters.accept(2, 5, false)).as("another meter").isTrue();
        assertThat(counters.accept(1, 0, true)).isFalse();
        assertThat(counters.accept(1, 1, true)).isFalse();
        assertThat(counters.accept(1, 2, true)).isFalse();
        assertThat(counters.accept(1, 3, true)).isTrue();
        assertThat(counters.hasProven(1)).isTrue();
        assertThat(counters.hasProven(2)).isFalse();
    }

    @Test
    void counters_of_very_many_senders_take_no_more_room() {
        FrameCounters counters = new FrameCounters();
        for (int title = 0; title < 1000; title++) {
            assertThat(counters.accept(title, 1, false)).isTrue();
        }
        assertThat(counters.accept(999, 1, false)).isFalse();
        assertThat(counters.accept(0, 1, false)).as("forgotten").isTrue();
    }
}
