package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.mbus.MbusWriter;
import org.polymeter.codec.observation.Function;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.codec.security.Keys;

/** From M-Bus bytes to readings of the profile. */
class MbusReadingTest {

    private static final Instant NOW = Instant.parse("2025-06-01T10:00:07Z");
    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final byte[] KEY = DlmsVectors.bytes("00112233445566778899AABBCCDDEEFF");

    private final List<Reading> readings = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<MeterInfo> infos = new ArrayList<>();
    private final List<String> troubles = new ArrayList<>();
    private final Bindings bindings = Bindings.inMemory();
    private final Harmonizer harmonizer = harmonizer();

    private Harmonizer harmonizer() {
        return new Harmonizer(WireSettings.of("mbus", VIENNA), new MeterIds(), bindings, new Harmonizer.Listener() {
            @Override
            public void described(MeterInfo info) {
                infos.add(info);
            }

            @Override
            public void reading(Reading reading) {
                readings.add(reading);
            }

            @Override
            public void event(Event event) {
                events.add(event);
            }
        });
    }

    private static MbusWriter heatMeter() {
        return new MbusWriter("KAM", "07012345", 0x1B, 0x04)
                .bcd(8, 7012345, 0x78)
                .time(LocalDateTime.parse("2025-06-01T12:00:00"))
                .integer(4, 12345, 0x06)
                .integer(4, 98765, 0x14)
                .integer(4, 39, 0x22)
                .integer(2, 6543, 0x59)
                .integer(2, 4321, 0x5D)
                .integer(2, 2222, 0x61)
                .integer(4, 412, 0x2D)
                .integer(4, 543, 0x3B)
                .function(Function.MAXIMUM)
                .integer(4, 999, 0x2D)
                .stored(1)
                .integer(4, 11000, 0x06)
                .integer(2, 0x1A, 0xFD, 0x17)
                .manufacturer(false, (byte) 1, (byte) 2);
    }

    @Test
    void a_heat_meter_has_the_names_of_the_profile() {
        hear(heatMeter().answer(1));

        assertThat(values())
                .containsEntry("heat_energy_kwh", "12345")
                .containsEntry("volume_m3", "987.65")
                .containsEntry("on_time_h", "39")
                .containsEntry("flow_temperature_c", "65.43")
                .containsEntry("return_temperature_c", "43.21")
                .containsEntry("temperature_difference_k", "22.22")
                .containsEntry("heat_power_w", "41200")
                .containsEntry("flow_m3h", "0.543")
                .containsEntry("error_word", "1A")
                .containsEntry("x_mbus_10", "99900")
                .containsEntry("x_mbus_11", "11000000")
                .containsEntry("x_mbus_13", "01 02");
        assertThat(values().toString()).as("the serial number").doesNotContain("7012345");
        MeterInfo info = infos.getFirst();
        assertThat(info.meter()).isEqualTo("kam-07012345-1b-04");
        assertThat(info.identityScheme()).isEqualTo("mbus");
        assertThat(info.identityValue()).isEqualTo("KAM-07012345-1B-04");
        assertThat(info.medium()).isEqualTo("heat");
        assertThat(info.manufacturer()).isEqualTo("Kamstrup");
        assertThat(info.protocol()).isEqualTo("mbus");
        assertThat(readings.getFirst().time()).isEqualTo(Instant.parse("2025-06-01T10:00:00Z"));
    }

    @Test
    void a_descriptor_comes_once() {
        hear(heatMeter().answer(1));
        hear(heatMeter().access(1).answer(1));
        assertThat(readings).hasSize(2);
        assertThat(infos).hasSize(1);
    }

    @Test
    void a_meter_that_counts_in_joule_has_both_units() {
        hear(new MbusWriter("KAM", "07012345", 0x1B, 0x04).integer(4, 36, 0x0F).answer(1));
        assertThat(values()).containsEntry("heat_energy_gj", "0.36").containsEntry("heat_energy_kwh", "100.000");
    }

    @Test
    void cooling_water_and_gas_go_by_the_medium() {
        hear(new MbusWriter("KAM", "07012346", 0x1B, 0x0A).integer(4, 5, 0x06).answer(1));
        assertThat(values()).containsEntry("cooling_energy_kwh", "5");
        hear(new MbusWriter("KAM", "07012347", 0x1B, 0x06).integer(4, 5, 0x13).answer(2));
        assertThat(values()).containsEntry("volume_m3", "0.005");
        assertThat(infos.getLast().medium()).isEqualTo("hot_water");
        hear(new MbusWriter("KAM", "07012348", 0x1B, 0x03).integer(4, 5, 0x13).answer(3));
        assertThat(infos.getLast().medium()).isEqualTo("gas");
        assertThat(infos.getLast().quantities().keySet())
                .extracting(Object::toString)
                .containsExactly("volume_m3");
    }

    @Test
    void an_electricity_meter_may_feed_in_and_have_phases() {
        hear(new MbusWriter("POL", "12345678", 1, 2)
                .integer(4, 1000, 0x03)
                .integer(4, 2000, 0x83, 0x3C)
                .integer(4, -321, 0x2B)
                .integer(2, 2301, 0xFD, 0xC8, 0xFC, 0x01)
                .integer(2, 2302, 0xFD, 0xC8, 0xFC, 0x02)
                .integer(4, 77, 0xAB, 0xFF, 0x01)
                .answer(1));
        assertThat(infos.getFirst().manufacturer()).isEqualTo("POL");
        assertThat(values())
                .containsEntry("energy_import_kwh", "1.000")
                .containsEntry("energy_export_kwh", "2.000")
                .containsEntry("power_w", "-321")
                .containsEntry("power_export_w", "321")
                .containsEntry("voltage_l1_v", "230.1")
                .containsEntry("voltage_l2_v", "230.2")
                .containsEntry("x_mbus_5", "77");
    }

    @Test
    void a_value_that_only_the_manufacturer_can_tell_apart_has_no_name() {
        hear(new MbusWriter("EMU", "12345678", 1, 2)
                .integer(4, 77, 0xAB, 0xFF, 0x01)
                .integer(4, 500, 0x2B)
                .answer(1));
        assertThat(values()).containsEntry("power_w", "500").containsEntry("x_mbus_0", "77");
    }

    @Test
    void several_meters_on_one_bus_do_not_replace_each_other() {
        MbusWriter one = new MbusWriter("KAM", "07012345", 0x1B, 0x04).integer(4, 1, 0x06);
        MbusWriter two = new MbusWriter("KAM", "07012346", 0x1B, 0x04).integer(4, 2, 0x06);
        hear(one.answer(1));
        hear(two.answer(2));
        hear(one.answer(1));
        assertThat(readings)
                .extracting(Reading::meter)
                .containsExactly("kam-07012345-1b-04", "kam-07012346-1b-04", "kam-07012345-1b-04");
        assertThat(events).isEmpty();
        assertThat(bindings.of("mbus"))
                .hasValueSatisfying(bound -> assertThat(bound.text()).isEqualTo("KAM-07012345-1B-04"));
    }

    @Test
    void a_meter_without_header_is_known_by_its_fabrication_number() {
        byte[] records = DlmsVectors.bytes("78" + "0C7878563412" + "0C1367452301");
        hear(MbusWriter.longFrame(0x08, 1, records));
        assertThat(readings.getFirst().meter()).isEqualTo("12345678");
        assertThat(values()).containsOnlyKeys("volume_m3");
    }

    @Test
    void amis_pushes_electricity() {
        byte[] push = new MbusWriter("SAM", "00000000", 1, 0x0E)
                .time(LocalDateTime.parse("2025-06-01T12:00:06"), true)
                .integer(4, 684544, 0x03)
                .integer(4, 129412, 0x83, 0x3C)
                .integer(4, 0, 0x2B)
                .integer(4, 117, 0xAB, 0x3C)
                .push(0xF0, KEY);
        hear(push);
        harmonizer.flush();
        assertThat(values())
                .containsEntry("energy_import_kwh", "684.544")
                .containsEntry("energy_export_kwh", "129.412")
                .containsEntry("power_w", "-117");
        assertThat(infos.getFirst().medium()).isEqualTo("electricity");
        assertThat(readings.getFirst().time()).isEqualTo(Instant.parse("2025-06-01T10:00:06Z"));
    }

    @Test
    void records_and_dlms_messages_may_share_a_wire() {
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        wire.writeBytes(MbusWriter.message(DlmsVectors.bytes("DB084B464D1020000001112000000001" + "00".repeat(12))));
        wire.writeBytes(heatMeter().answer(1));
        wire.writeBytes(
                MbusWriter.message(DlmsVectors.bytes("0F40000000000101020309060100010700FF060000053E02020F00161B")));
        hear(wire.toByteArray());
        assertThat(readings).hasSize(2);
        assertThat(troubles).hasSize(1).allMatch(trouble -> trouble.contains("decrypt at byte 0"));
    }

    @Test
    void nothing_comes_of_a_telegram_with_a_flipped_bit() {
        byte[] good = heatMeter().answer(1);
        for (int bit = 0; bit < 8 * good.length; bit++) {
            byte[] damaged = good.clone();
            damaged[bit / 8] ^= (byte) (1 << bit % 8);
            hear(damaged);
        }
        assertThat(readings).isEmpty();
    }

    private Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        Reading reading = readings.getLast();
        for (int i = 0; i < reading.size(); i++) {
            values.put(reading.quantity(i).name(), reading.plain(i));
        }
        return values;
    }

    private void hear(byte[] wire) {
        MeterStream stream = MeterStream.of(Options.of(Link.AUTO).withKeys(Keys.of(KEY)), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                harmonizer.telegram(telegram, frame, NOW);
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {
                troubles.add(trouble.toString());
            }
        });
        stream.feed(wire, 0, wire.length);
        stream.end();
    }
}
