package org.polymeter.codec.p1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.polymeter.codec.p1.Vectors.decode;
import static org.polymeter.codec.p1.Vectors.hear;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.bytes.CivilTime;
import org.polymeter.codec.frame.Frame.Integrity;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.observation.Telegram;

class P1WriterTest {

    private static final long NOON = CivilTime.localSecond(2025, 6, 1, 12, 0, 0);

    private final P1Writer writer = new P1Writer();

    @Test
    void writes_what_meters_write() {
        byte[] telegram = writer.begin("Lux5\\SYNTH_D")
                .text(Obis.parse("1-3:0.2.8"), "42")
                .clock(NOON, Deviation.SUMMER)
                .amount(Obis.parse("1-0:1.8.0"), new BigDecimal("1234.567"), 6, 3, "kWh")
                .amount(Obis.parse("1-0:1.7.0"), new BigDecimal("0.321"), 2, 3, "kW")
                .end();
        assertThat(Vectors.text(telegram).replace("\r\n", "\n")).isEqualTo("""
                        /Lux5\\SYNTH_D

                        1-3:0.2.8(42)
                        0-0:1.0.0(250601120000S)
                        1-0:1.8.0(001234.567*kWh)
                        1-0:1.7.0(00.321*kW)
                        !480E
                        """);
    }

    @Test
    void what_it_writes_is_read_back() {
        byte[] bytes = writer.begin("TST5METER")
                .clock(NOON, Deviation.WINTER)
                .hexText(Obis.parse("0-0:96.1.1"), "E0031")
                .amount(Obis.parse("1-1:31.4.0"), new BigDecimal("-63"), 3, 0, "A")
                .amount(Obis.parse("1-0:13.7.0"), new BigDecimal("0.98"), 1, 3, "")
                .captured(Obis.parse("0-1:24.2.1"), NOON, Deviation.SUMMER, new BigDecimal("4567.89"), 5, 3, "m3")
                .end();
        assertThat(Vectors.text(bytes)).contains("(-63*A)").contains("(0.980)").contains("(04567.890*m3)");
        assertThat(hear(bytes).integrities).containsExactly(Integrity.CHECKED);
        Telegram telegram = decode(hear(bytes).payloads.get(0));
        assertThat(telegram.localSecond()).isEqualTo(NOON);
        assertThat(telegram.deviation()).isEqualTo(Deviation.WINTER);
        assertThat(telegram.text(0)).isEqualTo("E0031");
        assertThat(telegram.value(1)).isEqualTo(new BigDecimal("-63"));
        assertThat(telegram.value(2)).isEqualTo(new BigDecimal("0.980"));
        assertThat(telegram.localSecond(3)).isEqualTo(NOON);
        assertThat(telegram.warnings()).isEmpty();
    }

    @Test
    void a_value_is_rounded_to_its_decimals_and_never_cut_to_its_digits() {
        byte[] bytes = writer.begin("TST5METER")
                .amount(Obis.parse("1-0:1.7.0"), new BigDecimal("123.4567"), 2, 3, "kW")
                .endWithoutChecksum();
        assertThat(Vectors.text(bytes)).endsWith("1-0:1.7.0(123.457*kW)\r\n!\r\n");
    }

    @Test
    void a_writer_may_be_used_again() {
        byte[] first = writer.begin("TST5METER").line("1-0:1.8.0(1*Wh)").end();
        assertThat(writer.begin("TST5METER").line("1-0:1.8.0(1*Wh)").end()).isEqualTo(first);
    }

    @Test
    void calendar_times_survive_the_way_out_and_back() {
        for (long second = 0; second < 366L * 86_400; second += 86_399) {
            long local = LocalDateTime.of(2024, 1, 1, 0, 0, 2).toEpochSecond(ZoneOffset.UTC) + second;
            byte[] bytes = writer.begin("TST5METER")
                    .clock(local, Deviation.WINTER)
                    .text(Obis.parse("0-0:96.14.0"), "1")
                    .end();
            assertThat(decode(hear(bytes).payloads.get(0)).localSecond()).isEqualTo(local);
        }
    }
}
