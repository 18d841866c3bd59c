package org.polymeter.codec.tic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.tic.TicVectors.V95;
import static org.polymeter.codec.tic.TicVectors.V96;
import static org.polymeter.codec.tic.TicVectors.bytes;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Outcome.Rejected;
import org.polymeter.codec.observation.Telegram;

class TicDecoderTest {

    private static final long NOON = LocalDateTime.parse("2025-06-01T12:00:00").toEpochSecond(ZoneOffset.UTC);

    private final TicDecoder decoder = new TicDecoder();
    private final Telegram telegram = new Telegram();

    @Test
    void a_historique_frame_says_what_its_labels_say() {
        decode(bytes(V95));
        assertThat(lines())
                .containsExactly(
                        "ADCO 012345678901",
                        "OPTARIF HC..",
                        "ISOUSC 30 A",
                        "HCHC 1234567 Wh",
                        "HCHP 2345678 Wh",
                        "PTEC HP..",
                        "IINST 2 A",
                        "IMAX 90 A",
                        "PAPP 420 VA",
                        "HHPHC A",
                        "MOTDETAT 000000");
        assertThat(telegram.senderScheme()).isEqualTo("tic");
        assertThat(telegram.sender()).isEqualTo("012345678901");
        assertThat(telegram.isTimed()).isFalse();
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void a_standard_frame_has_a_time_and_times_of_values() {
        decode(bytes(V96));
        assertThat(lines())
                .containsExactly(
                        "ADSC 012345678901",
                        "VTIC 02",
                        "NGTF PRODUCTEUR",
                        "EAST 1234567 Wh",
                        "EAIT 456789 Wh",
                        "IRMS1 2 A",
                        "URMS1 234 V",
                        "SINSTS 420 VA",
                        "SINSTI 0 VA",
                        "SMAXSN 3210 VA at 2025-06-01T07:30:12");
        assertThat(telegram.localSecond()).isEqualTo(NOON);
        assertThat(telegram.deviation()).isEqualTo(Deviation.SUMMER);
        assertThat(telegram.deviation(9)).isEqualTo(Deviation.SUMMER);
        assertThat(telegram.sender()).isEqualTo("012345678901");
        assertThat(telegram.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"H, W", "E, S", "h, W", "e, S", "' ', -"})
    void the_season_is_a_letter_and_a_small_one_warns(String letter, String season) {
        decode(TicWriter.standard()
                .group("DATE", letter + "250601120000\t")
                .group("EAST", "1")
                .end());
        assertThat(telegram.isTimed()).isTrue();
        assertThat(telegram.deviation())
                .isEqualTo(
                        switch (season) {
                            case "S" -> Deviation.SUMMER;
                            case "W" -> Deviation.WINTER;
                            default -> Deviation.UNSAID;
                        });
        assertThat(telegram.warnings()).hasSize("he".contains(letter) ? 1 : 0);
    }

    @Test
    void a_time_that_nothing_happened_at_is_no_time() {
        decode(TicWriter.standard()
                .group("SMAXSN-1", " 000000000000\t00000")
                .group("SMAXSN", "E251399250000\t00001")
                .end());
        assertThat(lines()).containsExactly("SMAXSN-1 0 VA", "SMAXSN 1 VA");
        assertThat(telegram.warnings()).hasSize(1);
    }

    @Test
    void a_label_that_is_not_known_is_a_text_and_an_empty_text_is_nothing() {
        decode(TicWriter.standard()
                .group("NEWLABEL", "12")
                .group("MSG1", "                ")
                .end());
        assertThat(lines()).containsExactly("NEWLABEL 12");
    }

    @Test
    void units_are_those_of_the_specification() {
        decode(TicWriter.standard()
                .group("ERQ2", "000000017")
                .group("PREF", "06")
                .group("CCASN", NOON, Deviation.WINTER, "00310")
                .group("UMOY1", NOON, Deviation.WINTER, "231")
                .group("EASF10", "000000001")
                .group("STGE", "003A0001")
                .end());
        assertThat(lines())
                .containsExactly(
                        "ERQ2 17 varh",
                        "PREF 6 kVA",
                        "CCASN 310 W at 2025-06-01T12:00",
                        "UMOY1 231 V at 2025-06-01T12:00",
                        "EASF10 1 Wh",
                        "STGE 003A0001");
    }

    @Test
    void what_the_writer_writes_is_what_the_vectors_are() {
        byte[] standard = TicWriter.standard()
                .group("ADSC", "012345678901")
                .group("VTIC", "02")
                .group("DATE", NOON, Deviation.SUMMER, "")
                .group("NGTF", "  PRODUCTEUR    ")
                .group("EAST", "001234567")
                .group("EAIT", "000456789")
                .group("IRMS1", "002")
                .group("URMS1", "234")
                .group("SINSTS", "00420")
                .group("SINSTI", "00000")
                .group("SMAXSN", NOON - 16_188, Deviation.SUMMER, "03210")
                .end();
        assertThat(standard).isEqualTo(bytes(V96));
        TicWriter historique = TicWriter.historique();
        for (String line : V95.replaceAll("[\u0002\u0003]", "").split("\r", -1)) {
            if (!line.isEmpty()) {
                String group = line.substring(1, line.length() - 2);
                historique.group(group.split(" ", 2)[0], group.split(" ", 2)[1]);
            }
        }
        assertThat(historique.end()).isEqualTo(bytes(V95));
    }

    @Test
    void a_group_that_makes_no_sense_costs_itself_and_a_warning() {
        byte[] payload = bytes("\nrubbish\r\nEAST\t001234567\t+\r");
        telegram.clear("tic");
        assertThat(decoder.decode(payload, 0, payload.length, telegram)).isEqualTo(Outcome.COMPLETE);
        assertThat(lines()).containsExactly("EAST 1234567 Wh");
        assertThat(telegram.warnings()).hasSize(1);
        byte[] nothing = bytes("\nrubbish\r");
        assertThat(decoder.decode(nothing, 0, nothing.length, telegram)).isInstanceOf(Rejected.class);
        assertThat(decoder.decode(nothing, 0, 0, telegram)).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damaged_payloads_throw_nothing(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5_000; i++) {
            byte[] mutant = bytes(random.nextBoolean() ? V95 : V96);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
            }
            telegram.clear("tic");
            decoder.decode(mutant, 1, random.nextInt(mutant.length), telegram);
            assertThat(telegram.size()).isLessThan(12);
        }
    }

    private void decode(byte[] frame) {
        telegram.clear("tic");
        byte[] payload = Arrays.copyOfRange(frame, 1, frame.length - 1);
        assertThat(decoder.decode(payload, 0, payload.length, telegram)).isEqualTo(Outcome.COMPLETE);
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < telegram.size(); i++) {
            assertThat(telegram.obis(i).isNone()).isTrue();
            boolean amount = telegram.kind(i) == Telegram.Kind.AMOUNT;
            String value = amount
                    ? telegram.value(i).toPlainString() + " " + telegram.unit(i).symbol()
                    : telegram.text(i);
            String time = telegram.isCaptured(i)
                    ? " at " + LocalDateTime.ofEpochSecond(telegram.localSecond(i), 0, ZoneOffset.UTC)
                    : "";
            lines.add(telegram.label(i) + " " + value + time);
        }
        return lines;
    }
}
