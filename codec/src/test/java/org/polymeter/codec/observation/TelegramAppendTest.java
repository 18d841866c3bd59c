package org.polymeter.codec.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TelegramAppendTest {

    private static final Obis POWER = Obis.of(1, 0, 1, 7, 0);
    private static final Obis CLOCK = Obis.of(0, 0, 1, 0, 0);
    private static final Obis IDENTITY = Obis.of(0, 0, 96, 1, 0);

    @Test
    void all_kinds_of_lines_come_over_as_they_are() {
        Telegram other = telegram("other", 200);
        other.amount(POWER, 1234, -3, Unit.named("kW"));
        other.capturedAt(99, Deviation.SUMMER);
        byte[] text = "M1".getBytes(StandardCharsets.US_ASCII);
        other.text(IDENTITY, text, 0, text.length);
        other.clock(CLOCK, 77, -60);
        other.labelled("temp", 21, 0, Unit.NONE);
        other.remark("odd");

        Telegram telegram = telegram("mine", 100);
        telegram.labelled("note", "first");
        telegram.append(other);

        List<Observation> expected = new ArrayList<>();
        expected.add(telegram.observations().getFirst());
        expected.addAll(other.observations());
        assertThat(telegram.observations()).isEqualTo(expected);
        assertThat(telegram.localSecond()).isEqualTo(100);
        assertThat(telegram.identification()).isEqualTo("mine");
        assertThat(telegram.label(0)).isEqualTo("note");
        assertThat(telegram.label(4)).isEqualTo("temp");
        assertThat(telegram.localSecond(1)).isEqualTo(99);
        assertThat(telegram.warnings()).containsExactly("odd");
    }

    @Test
    void a_telegram_without_clock_and_identification_takes_them_over() {
        Telegram telegram = new Telegram();
        telegram.clear("scs");
        telegram.append(telegram("other", 200));
        assertThat(telegram.isTimed()).isTrue();
        assertThat(telegram.localSecond()).isEqualTo(200);
        assertThat(telegram.identification()).isEqualTo("other");
        assertThat(telegram.protocol()).isEqualTo("scs");
    }

    private static Telegram telegram(String identification, long second) {
        Telegram telegram = new Telegram();
        telegram.clear("test");
        byte[] bytes = identification.getBytes(StandardCharsets.US_ASCII);
        telegram.identification(bytes, 0, bytes.length);
        telegram.time(second, 0);
        return telegram;
    }
}
