package org.polymeter.codec.readout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.readout.Readouts.bytes;
import static org.polymeter.codec.readout.Readouts.decode;
import static org.polymeter.codec.readout.Readouts.decodeLines;
import static org.polymeter.codec.readout.Readouts.hear;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Observation.Amount;
import org.polymeter.codec.observation.Observation.Text;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.observation.Telegram.Kind;

class ReadoutDecoderTest {

    @Test
    void reads_the_example() {
        Telegram telegram = decode(bytes(hear(Readouts.EXAMPLE).payloads.get(0)));
        assertThat(lines(telegram))
                .containsExactly(
                        "0-0:97.97.0 '00'", "1-0:0.0.0 '12345678'", "1-0:1.8.0 1234.567 kWh", "1-0:1.7.0 0.321 kW");
        assertThat(time(telegram)).isEqualTo("2025-06-01T12:00");
        assertThat(telegram.deviation()).isEqualTo(Deviation.UNSAID);
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void the_identification_is_the_line_behind_the_slash() {
        assertThat(decodeLines("/LGZ4ZMF100AC.M27", "", "1.8.0(1*kWh)").identification())
                .isEqualTo("LGZ4ZMF100AC.M27");
    }

    @ParameterizedTest
    @CsvSource({
        "1.8.0,1-0:1.8.0",
        "31.7,1-0:31.7.0",
        "1-0:1.8.0*255,1-0:1.8.0",
        "1-1:1.8.1,1-1:1.8.1",
        "1.8.0*03,1-0:1.8.0*3",
        "1.8.0&12,1-0:1.8.0*12",
        "C.5.0,0-0:96.5.0",
        "C.1,0-0:96.1.0",
        "F.F,0-0:97.97.0",
        "F,0-0:97.97.0",
        "0.0,1-0:0.0.0",
        "L.1.0,1-0:98.1.0",
        "81.7.26,1-0:81.7.26",
        "1-0:1.7.255*255,1-0:1.7.255",
    })
    void codes_may_be_whole_or_reduced(String printed, String code) {
        assertThat(lines(decodeLines(printed + "(12.5*kWh)")))
                .containsExactly(
                        code.startsWith("1-0:0.0") || code.startsWith("0-0:96.1.")
                                ? code + " '12.5*kWh'"
                                : code + " 12.5 kWh");
    }

    @Test
    void several_data_sets_may_stand_in_a_line() {
        assertThat(lines(decodeLines("1.8.1(1.0*kWh)1.8.2(2.0*kWh)", "1.8.0(3.0*kWh)")))
                .containsExactly("1-0:1.8.1 1.0 kWh", "1-0:1.8.2 2.0 kWh", "1-0:1.8.0 3.0 kWh");
    }

    @ParameterizedTest
    @CsvSource({
        "1.8.1(032942.0231),Wh,3",
        "1.8.1(0032942),Wh,3",
        "41.7.0(0.23),W,3",
        "1.6.0(0.40),W,3",
        "3.8.0(12.5),varh,3",
        "9.7.0(1.1),VA,3",
        "32.7(231),V,0",
        "31.7(1.21),A,0",
        "14.7(49.98),Hz,0",
    })
    void an_electric_value_without_unit_has_the_usual_one(String line, String base, int power) {
        Telegram telegram = decodeLines(line);
        assertThat(telegram.kind(0)).isEqualTo(Kind.AMOUNT);
        assertThat(telegram.unit(0).symbol()).as("none was sent").isEmpty();
        assertThat(telegram.unit(0).base()).isEqualTo(base);
        assertThat(telegram.unit(0).power()).isEqualTo(power);
    }

    @ParameterizedTest
    @CsvSource({
        "F.F(00000000),00000000",
        "C.7.0(0004),0004",
        "0.0.0( 20000),20000",
        "C.1.1(        ),''",
        "0.2.0(M27),M27"
    })
    void other_digits_without_unit_are_text(String line, String text) {
        Telegram telegram = decodeLines(line, "1.8.0(1*kWh)");
        assertThat(telegram.kind(0)).isEqualTo(Kind.TEXT);
        assertThat(telegram.text(0)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "12:00:30,25-06-01,2025-06-01T12:00:30,u",
        "120030,250601,2025-06-01T12:00:30,u",
        "12:00,01.06.25,2025-06-01T12:00,u",
        "12:00:30,01.06.2025,2025-06-01T12:00:30,u",
        "12:00:30,2025-06-01,2025-06-01T12:00:30,u",
        "1120030,1250601,2025-06-01T12:00:30,S",
        "0120030,0250601,2025-06-01T12:00:30,W",
        "2120030,2250601,2025-06-01T12:00:30,0",
    })
    void time_of_day_and_date_make_the_time(String timeOfDay, String date, String time, String deviation) {
        Telegram telegram = decodeLines("0.9.1(" + timeOfDay + ")", "0.9.2(" + date + ")", "1.8.0(1*kWh)");
        assertThat(time(telegram)).isEqualTo(time);
        assertThat(telegram.deviation())
                .isEqualTo(
                        switch (deviation) {
                            case "S" -> Deviation.SUMMER;
                            case "W" -> Deviation.WINTER;
                            case "0" -> 0;
                            default -> Deviation.UNSAID;
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"25-13-01", "00-00-00", "25:06-01", "yesterday", "", "25-06-01-02", "123456789012345678"})
    void an_impossible_date_makes_no_time(String date) {
        assertThat(decodeLines("0.9.1(12:00:00)", "0.9.2(" + date + ")", "1.8.0(1*kWh)")
                        .isTimed())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "11-05-23 10:15,2011-05-23T10:15",
        "1105231015,2011-05-23T10:15",
        "01105231015,2011-05-23T10:15",
        "110523101500,2011-05-23T10:15",
        "23.05.11 10:15:20,2011-05-23T10:15:20",
        "2011-05-23 10:15:20,2011-05-23T10:15:20",
    })
    void a_maximum_has_the_time_when_it_was_measured(String printed, String time) {
        Telegram telegram = decodeLines("1.6.1(0.40*kW)(" + printed + ")");
        Amount amount = (Amount) telegram.observations().getFirst();
        assertThat(amount.value()).hasToString("0.40");
        assertThat(amount.captured()
                        .map(captured -> local(captured.localSecond()).toString()))
                .contains(time);
    }

    @Test
    void a_maximum_that_was_never_measured_has_no_time() {
        Telegram telegram = decodeLines("1.6.1(0.00*kW)(00-00-00 00:00)");
        assertThat(telegram.isCaptured(0)).isFalse();
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void values_joined_by_an_ampersand_are_several() {
        assertThat(lines(decodeLines("9.4(088*C&082*C)", "9.6(000&17&-&2.14)")))
                .containsExactly(
                        "1-0:9.4.0 88 C",
                        "1-0:9.4.0 82 C",
                        "1-0:9.6.0 '000'",
                        "1-0:9.6.0 '17'",
                        "1-0:9.6.0 '-'",
                        "1-0:9.6.0 '2.14'");
    }

    @Test
    void the_short_codes_of_a_heat_meter_are_those_of_heat() {
        Telegram telegram = decodeLines("0.0(00000017)6.8(0029.055*MWh)6.26(01589.28*m3)6.8*01(0028.086*MWh)");
        assertThat(telegram.medium()).isEqualTo("heat");
        assertThat(lines(telegram))
                .containsExactly(
                        "6-0:0.0.0 '00000017'",
                        "6-0:6.8.0 29.055 MWh",
                        "6-0:6.26.0 1589.28 m3",
                        "6-0:6.8.0*1 28.086 MWh");
        assertThat(decodeLines("6.8(12.5*kvarh)").medium()).isEmpty();
    }

    @Test
    void groups_that_nobody_has_explained_are_kept_as_text() {
        assertThat(lines(decodeLines("P.01(1105231015)(00)(15)(1)(1.5)(kW)")))
                .containsExactly("1-0:99.1.0 '(1105231015)(00)(15)(1)(1.5)(kW)'");
    }

    @Test
    void a_line_that_makes_no_sense_costs_itself_only() {
        Telegram telegram = decodeLines("hello", "1.8(", "x.y(1)1.8.1(1.0*kWh)", "1.8.0(3.0*kWh)");
        assertThat(lines(telegram)).contains("1-0:1.8.0 3.0 kWh");
        assertThat(telegram.warnings()).isNotEmpty();
    }

    @Test
    void a_payload_without_any_data_set_is_rejected() {
        for (String text : List.of("", "!", "/LGZ5X\r\n!", "hello\r\n!")) {
            assertThat(new ReadoutDecoder().decode(bytes(text), 0, text.length(), new Telegram()))
                    .as(text)
                    .isInstanceOf(Outcome.Rejected.class);
        }
    }

    @Test
    void any_bytes_at_all_are_an_outcome() {
        Random random = new Random(1);
        byte[] good = bytes("/LGZ5X\r\n" + Readouts.text(Readouts.EXAMPLE));
        for (int i = 0; i < 20_000; i++) {
            byte[] payload = Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int j = 0; j < 5 && payload.length > 0; j++) {
                payload[random.nextInt(payload.length)] =
                        (byte) (random.nextBoolean() ? "()*&.-!0:".charAt(random.nextInt(9)) : random.nextInt(256));
            }
            Telegram telegram = new Telegram();
            telegram.clear("iec62056-21");
            assertThat(new ReadoutDecoder().decode(payload, 0, payload.length, telegram))
                    .isNotNull();
            telegram.observations();
        }
    }

    private static List<String> lines(Telegram telegram) {
        return telegram.observations().stream().map(ReadoutDecoderTest::line).toList();
    }

    private static String line(Observation observation) {
        return switch (observation) {
            case Amount amount -> amount.obis() + " " + amount.value().toPlainString() + " " + amount.unit();
            case Text text -> text.obis() + " '" + text.text() + "'";
            case Observation.Clock clock ->
                clock.obis() + " " + local(clock.time().localSecond());
        };
    }

    private static String time(Telegram telegram) {
        return telegram.isTimed() ? local(telegram.localSecond()).toString() : "none";
    }

    private static LocalDateTime local(long second) {
        return LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC);
    }
}
