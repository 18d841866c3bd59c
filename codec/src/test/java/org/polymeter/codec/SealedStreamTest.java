package org.polymeter.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.DlmsVectors.bytes;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.frame.Frame.Seal;
import org.polymeter.codec.hdlc.HdlcWriter;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Ciphering;
import org.polymeter.codec.security.Keys;
import org.polymeter.codec.security.SealedWriter;
import org.polymeter.codec.security.Vectors;

/** From the wire to the telegram, where the telegram is sealed. */
class SealedStreamTest {

    private static final String EK = Vectors.EK;
    private static final String AK = Vectors.AK;
    private static final Keys BOTH = Vectors.keys();
    private static final Keys ENCRYPTION = Keys.of(bytes(EK));
    private static final Keys WRONG = Keys.of(bytes(AK));
    private static final Keys TEXT_KEYS = ENCRYPTION.withAuthentication(bytes(Vectors.LUXEMBOURG));
    private static final byte[] PUSH = bytes("0F0000000100020209060100010700FF0600000539");

    /** What came out, in words. */
    private static final class Log implements MeterStream.Listener {

        private final List<String> telegrams = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();
        private final List<String> troubles = new ArrayList<>();
        private final List<Ciphering> headers = new ArrayList<>();

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            telegrams.add(telegram.protocol() + " " + frame.seal() + " " + frame.integrity());
            values.add(telegram.observations().toString());
            telegram.warnings().stream()
                    .filter(warning -> !warning.startsWith("scale of"))
                    .forEach(warnings::add);
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            switch (trouble) {
                case Trouble.Skipped skipped -> troubles.add(skipped.why().name());
                case Trouble.Rejected rejected -> {
                    troubles.add(rejected.protocol() + ": " + rejected.fault());
                    rejected.ciphering().ifPresent(headers::add);
                }
            }
        }
    }

    private static Log hear(Link link, Keys keys, byte[]... parts) {
        Log log = new Log();
        MeterStream stream = MeterStream.of(Options.of(link).withKeys(keys), log);
        for (byte[] part : parts) {
            stream.feed(part, 0, part.length);
        }
        stream.end();
        return log;
    }

    /** As a link does that hands over whole messages. */
    private static Log hearMessages(Keys keys, Integrity integrity, byte[]... messages) {
        Log log = new Log();
        Chain chain =
                new Chains(Options.of(Link.HDLC).withKeys(keys), new Skipping(new Tape(), log), log).of(Link.HDLC);
        for (byte[] message : messages) {
            chain.frames()
                    .frame(new Frame()
                            .raw(message, 0, message.length)
                            .payload(message, 0, message.length)
                            .at(0, message.length)
                            .integrity(integrity));
        }
        return log;
    }

    private static byte[] v14() {
        return bytes(Vectors.V14);
    }

    private static SealedWriter meter() {
        return new SealedWriter(BOTH, bytes("4C475A6700000001"));
    }

    @Test
    void encrypted_p1_is_read_with_its_keys_and_proven() {
        Log log = hear(Link.P1, TEXT_KEYS, v14());
        assertThat(log.telegrams).containsExactly("dsmr PROVEN CHECKED");
        assertThat(log.warnings).isEmpty();
        assertThat(log.troubles).isEmpty();
    }

    @Test
    void the_authentication_key_of_luxembourg_need_not_be_given() {
        Log log = hear(Link.P1, ENCRYPTION, v14());
        assertThat(log.telegrams).containsExactly("dsmr PROVEN CHECKED");
        assertThat(log.warnings).isEmpty();
    }

    @Test
    void encrypted_p1_without_authentication_key_is_believed_for_its_checksum() {
        byte[] sealed =
                new SealedWriter(BOTH, bytes("5341473500000001")).general(0x30, 5, Vectors.V14_TEXT.getBytes(US_ASCII));
        Log log = hear(Link.P1, ENCRYPTION, sealed);
        assertThat(log.telegrams).containsExactly("dsmr OPENED CHECKED");
        assertThat(log.warnings).singleElement().asString().startsWith("not authenticated");

        String changed = Vectors.V14_TEXT.replace("00.321", "00.421");
        Log damaged = hear(
                Link.P1,
                ENCRYPTION,
                new SealedWriter(BOTH, bytes("5341473500000001")).general(0x30, 6, changed.getBytes(US_ASCII)));
        assertThat(damaged.telegrams).isEmpty();
        assertThat(damaged.troubles).containsExactly("BAD_CHECKSUM");
    }

    @Test
    void encrypted_p1_that_neither_tag_nor_checksum_proves_is_refused() {
        String text = Vectors.V14_TEXT.substring(0, Vectors.V14_TEXT.lastIndexOf('!') + 1) + "\r\n";
        byte[] bare = meter().general(0x20, 5, text.getBytes(US_ASCII));
        Log log = hear(Link.P1, ENCRYPTION, bare);
        assertThat(log.telegrams).isEmpty();
        assertThat(log.troubles).singleElement().asString().contains("a checksum in the P1 telegram, or a tag");
        assertThat(hear(Link.HDLC, ENCRYPTION, new HdlcWriter(0xCEFF03).message(bare)).telegrams)
                .as("the checksum of the link")
                .containsExactly("dsmr OPENED CHECKED");
        byte[] tagged = meter().general(0x30, 5, text.getBytes(US_ASCII));
        assertThat(hear(Link.P1, BOTH, tagged).telegrams).containsExactly("dsmr PROVEN CHECKED");
    }

    @Test
    void encrypted_p1_with_the_wrong_authentication_key_is_refused_and_the_right_key_is_named() {
        Log log = hear(Link.P1, BOTH, v14());
        assertThat(log.telegrams).isEmpty();
        assertThat(log.troubles)
                .singleElement()
                .asString()
                .startsWith("dsmr: decrypt")
                .contains("the encryption key is right, but the authentication key is not");
        assertThat(log.headers).containsExactly(new Ciphering("5341473500000001", 0x30, 1));
    }

    @Test
    void clear_and_encrypted_telegrams_may_come_on_one_wire() {
        byte[] clear = Vectors.V14_TEXT.getBytes(US_ASCII);
        Log log = hear(Link.P1, TEXT_KEYS, clear, v14(), clear);
        assertThat(log.telegrams).containsExactly("dsmr NONE CHECKED", "dsmr PROVEN CHECKED", "dsmr NONE CHECKED");
        assertThat(log.troubles).isEmpty();
    }

    @Test
    void a_notification_without_frame_on_a_p1_wire_is_not_believed() {
        byte[] sealed = meter().general(0x20, 5, PUSH);
        assertThat(hear(Link.P1, ENCRYPTION, sealed).telegrams).isEmpty();
        assertThat(hear(Link.P1, BOTH, meter().general(0x30, 6, PUSH)).telegrams)
                .as("not even with a tag: no P1 meter sends it")
                .isEmpty();
    }

    @Test
    void ciphered_pushes_in_hdlc_are_read_with_their_keys() {
        assertThat(hear(Link.HDLC, BOTH, bytes(DlmsVectors.V58)).telegrams).containsExactly("dlms PROVEN CHECKED");
        assertThat(hear(Link.HDLC, ENCRYPTION, bytes(DlmsVectors.V61)).telegrams)
                .containsExactly("dlms OPENED CHECKED");
        Log log = hear(Link.HDLC, BOTH, hdlc(meter().general(0x30, 1, PUSH)));
        assertThat(log.telegrams).containsExactly("dlms PROVEN CHECKED");
    }

    private static byte[] hdlc(byte[] message) {
        return new HdlcWriter(0xCEFF03).message(message);
    }

    @Test
    void messages_of_suites_0_and_1_without_tag_are_read_and_nobody_is_warned() {
        Log log = hearMessages(ENCRYPTION, Integrity.CHECKED, bytes(Vectors.V54), bytes(Vectors.V55));
        assertThat(log.telegrams).containsExactly("dlms OPENED CHECKED", "dlms OPENED CHECKED");
        assertThat(log.warnings).noneMatch(warning -> warning.contains("authenticated"));
    }

    @Test
    void a_link_without_checksum_leaves_what_no_tag_proves_unchecked() {
        assertThat(hearMessages(ENCRYPTION, Integrity.UNCHECKED, bytes(Vectors.V54)).telegrams)
                .containsExactly("dlms OPENED UNCHECKED");
        assertThat(hearMessages(BOTH, Integrity.UNCHECKED, meter().general(0x30, 1, PUSH)).telegrams)
                .containsExactly("dlms PROVEN CHECKED");
    }

    @Test
    void general_ciphering_and_messages_that_are_only_authenticated_are_read() {
        byte[] v42 = bytes(DlmsVectors.V42);
        byte[] names = java.util.Arrays.copyOfRange(v42, 1, 29);
        Log log = hearMessages(
                BOTH,
                Integrity.CHECKED,
                meter().generalCiphering(0x30, 3, PUSH, bytes("00084C475A67000000010000" + "00")),
                meter().general(0x10, 4, PUSH),
                meter().general(0x00, 5, PUSH));
        assertThat(names).hasSize(28);
        assertThat(log.telegrams).containsExactly("dlms PROVEN CHECKED", "dlms PROVEN CHECKED");
        assertThat(log.troubles).singleElement().asString().contains("a tag, as this meter has sent before");
    }

    @Test
    void a_wrong_key_is_never_published() {
        Log log = hearMessages(WRONG, Integrity.CHECKED, bytes(Vectors.V54));
        assertThat(log.telegrams).isEmpty();
        assertThat(log.troubles)
                .singleElement()
                .asString()
                .startsWith("dlms: decrypt")
                .contains("the key is of another meter, or mistyped");
        assertThat(log.headers).containsExactly(new Ciphering("4B464D1020000001", 0x20, 0x101));
    }

    @Test
    void without_a_key_the_header_is_all_that_is_said() {
        Log log = hear(Link.P1, Keys.NONE, v14());
        assertThat(log.troubles)
                .containsExactly(
                        "dsmr: no key at byte 0: expected a key: this is general-glo-ciphering of a meter of SAG");
        assertThat(log.headers).containsExactly(new Ciphering("5341473500000001", 0x30, 1));
    }

    @Test
    void a_message_sent_again_is_noted_and_read_all_the_same() {
        byte[] message = meter().general(0x30, 9, PUSH);
        Log log = hearMessages(BOTH, Integrity.CHECKED, message, message);
        assertThat(log.telegrams).hasSize(2);
        assertThat(log.warnings).singleElement().asString().startsWith("the frame counter did not rise");
    }

    @Test
    void the_broadcast_key_is_said_to_be_one() {
        Log log = hearMessages(BOTH, Integrity.CHECKED, meter().general(0x70, 9, PUSH));
        assertThat(log.telegrams).hasSize(1);
        assertThat(log.warnings).singleElement().asString().contains("broadcast key");
    }

    @Test
    void no_flipped_bit_yields_a_telegram_where_both_keys_are_given() {
        byte[] text = v14();
        byte[] push = meter().general(0x30, 9, PUSH);
        for (int bit = 0; bit < 8 * text.length; bit++) {
            assertThat(hear(Link.P1, TEXT_KEYS, flipped(text, bit)).telegrams)
                    .as("bit %d of P1", bit)
                    .isEmpty();
        }
        for (int bit = 0; bit < 8 * push.length; bit++) {
            assertThat(hearMessages(BOTH, Integrity.UNCHECKED, flipped(push, bit)).telegrams)
                    .as("bit %d of a push", bit)
                    .isEmpty();
        }
    }

    @Test
    void no_flipped_bit_of_encrypted_p1_passes_the_checksum_of_its_text_either() {
        byte[] sealed =
                new SealedWriter(BOTH, bytes("5341473500000001")).general(0x20, 5, Vectors.V14_TEXT.getBytes(US_ASCII));
        List<String> intact = hear(Link.P1, ENCRYPTION, sealed).values;
        for (int bit = 0; bit < 8 * sealed.length; bit++) {
            assertThat(hear(Link.P1, ENCRYPTION, flipped(sealed, bit)).values)
                    .as("bit %d", bit)
                    .isSubsetOf(intact);
        }
    }

    private static byte[] flipped(byte[] bytes, int bit) {
        byte[] damaged = bytes.clone();
        damaged[bit / 8] ^= (byte) (1 << bit % 8);
        return damaged;
    }

    @Test
    void nothing_that_is_said_of_wrong_keys_shows_them_or_the_serial_number() {
        Keys wrong = Keys.of(bytes(AK)).withAuthentication(bytes(EK));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        for (Log log : List.of(
                hear(Link.P1, wrong, v14()),
                hear(Link.P1, BOTH, v14()),
                hear(Link.HDLC, wrong, bytes(DlmsVectors.V58)),
                hearMessages(wrong, Integrity.CHECKED, bytes(Vectors.V54), bytes(DlmsVectors.V42)))) {
            said.writeBytes((log.troubles + " " + log.warnings + log.headers).getBytes(US_ASCII));
        }
        said.writeBytes((wrong + " " + Options.auto().withKeys(wrong)).getBytes(US_ASCII));
        String text = said.toString(US_ASCII).toUpperCase(Locale.ROOT).replaceAll("[^0-9A-F]", "");
        for (String secret : List.of(EK, AK, "1020000001", "3500000001")) {
            assertThat(text).doesNotContain(secret).doesNotContain(reversedBytes(secret));
        }
    }

    private static String reversedBytes(String hex) {
        byte[] bytes = bytes(hex);
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return HexFormat.of().withUpperCase().formatHex(reversed);
    }

    @Test
    void the_sender_is_the_system_title_and_values_are_exact() {
        List<String> seen = new ArrayList<>();
        MeterStream.Listener listener = new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                int energy = telegram.indexOf(Obis.of(1, 0, 1, 8, 0));
                seen.add(telegram.senderScheme() + ":" + telegram.sender() + " " + telegram.value(energy));
                assertThat(frame.seal()).isEqualTo(Seal.PROVEN);
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                seen.add(trouble.toString());
            }
        };
        MeterStream stream = MeterStream.of(Options.of(Link.P1).withKeys(TEXT_KEYS), listener);
        stream.feed(v14(), 0, v14().length);
        assertThat(seen).containsExactly("title:5341473500000001 1234.567");
    }
}
