package org.polymeter.codec.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

/** What meters say differently from what they mean is a line in a file. */
class CorrectionTest {

    private static final Obis NET = Obis.parse("1-0:16.7.0");

    @ParameterizedTest
    @ValueSource(longs = {42_000_000, 48_999_999, 55_000_000, 58_999_999})
    void dzg_meters_of_some_serial_numbers_send_unsigned_power_as_signed(long serial) {
        Telegram telegram = SmlSamples.dzg(serial, -32_731, 2);
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.mantissa(0)).isEqualTo(32_805);
        assertThat(telegram.scale(0)).isEqualTo(-2);
        assertThat(telegram.model()).isEmpty(); // the stream says it, not the kind
    }

    @ParameterizedTest
    @ValueSource(longs = {41_999_999, 49_000_000, 54_999_999, 59_000_000})
    void other_dzg_meters_are_right(long serial) {
        Telegram telegram = SmlSamples.dzg(serial, -32_731, 2);
        assertThat(MeterKinds.identify(telegram, 0)).isEmpty();
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.mantissa(0)).isEqualTo(-32_731);
    }

    @ParameterizedTest
    @CsvSource({"-1, 1, 255", "-1, 2, 65535", "-1, 3, 16777215", "-125165, 4, -125165", "5, 2, 5", "32767, 2, 32767"})
    void four_bytes_really_are_signed(long sent, int width, long meant) {
        Telegram telegram = SmlSamples.dzg(42_082_910, sent, width);
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.mantissa(0)).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"0182, false", "0180, false", "01B0, true", "01A2, true"})
    void the_direction_of_an_old_emh_is_in_its_status_word(String status, boolean export) {
        Telegram telegram = SmlSamples.emh(Long.parseLong(status, 16), "1-0:15.7.0");
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.meaning(2)).isEqualTo(NET);
        assertThat(telegram.isTurned(2)).isEqualTo(export);
        assertThat(telegram.obis(2)).isEqualTo(Obis.parse("1-0:15.7.0"));
        assertThat(telegram.mantissa(2)).isEqualTo(1266); // as sent
    }

    @Test
    void an_emh_that_sends_net_power_is_left_alone() {
        Telegram telegram = SmlSamples.emh(0x1B0, "1-0:16.7.0");
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.meaning(2)).isEqualTo(NET);
        assertThat(telegram.isTurned(2)).isFalse();
    }

    @Test
    void hager_sends_net_power_under_a_tariff() {
        Telegram telegram = SmlSamples.hager(-56_321_916);
        MeterKinds.complete(telegram, 0);
        assertThat(telegram.meaning(1)).isEqualTo(NET);
        assertThat(telegram.mantissa(1)).isEqualTo(-56_321_916);
    }

    @Test
    void a_copy_of_a_telegram_keeps_what_was_stated() {
        Telegram telegram = SmlSamples.emh(0x1B0, "1-0:15.7.0");
        MeterKinds.complete(telegram, 0);
        Telegram copy = telegram.copy();
        assertThat(copy.meaning(2)).isEqualTo(NET);
        assertThat(copy.isTurned(2)).isTrue();
        assertThat(copy.status(1)).isEqualTo(0x1B0);
        assertThat(copy.width(1)).isEqualTo(5);
        assertThat(copy.sender()).isEqualTo(telegram.sender());
    }

    @Test
    void a_sender_is_a_range_or_a_beginning() {
        assertThat(matches("sender AB", "ABCD")).isTrue();
        assertThat(matches("sender AB", "BACD")).isFalse();
        assertThat(matches("sender AB10..AB20", "AB1F")).isTrue();
        assertThat(matches("sender AB10..AB20", "AB21")).isFalse();
        assertThat(matches("sender AB10..AB20", "AB1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "match sender A..BC|not how a sender begins, nor FROM..TO of equal length: A..BC",
                "match sender B..A|not how a sender begins",
                "unsigned 1-0:16.7.0|not an OBIS code and 1 to 7 bytes",
                "unsigned 1-0:16.7.0 9|not an OBIS code and 1 to 7 bytes",
                "means 1-0:15.7.0|not two OBIS codes",
                "means 1-0:15.7.0 1-0:16.7.0 minus status 1-0:1.8.0 Z|not bits in hex such as 20: Z",
            })
    void a_mistake_is_told_with_its_line(String line, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MeterKinds.parse("mine", line))
                .withMessageStartingWith("mine.meter:1: " + message);
    }

    private static boolean matches(String condition, String sender) {
        MeterKind kind = MeterKinds.parse("mine", "title A\nstatus assumed\nsource me\nmatch " + condition);
        Telegram telegram = new Telegram();
        telegram.clear("sml");
        telegram.sender("sml", sender);
        return Optional.of(kind).filter(it -> it.matches(telegram, 0)).isPresent();
    }
}
