package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.bytes.Crc16;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Noise;
import org.polymeter.codec.observation.Outcome;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.p1.P1Decoder;
import org.polymeter.codec.p1.P1Framer;

/** The worked example of docs/profile.md: a DSMR 5 telegram with gas, byte for byte. */
class ProfileExampleTest {

    private static final String TELEGRAM = """
            /ISK5\\2M550T-1012

            1-3:0.2.8(50)
            0-0:1.0.0(250114101235W)
            0-0:96.1.1(4530303331303033323632393334333135)
            1-0:1.8.1(010830.511*kWh)
            1-0:1.8.2(002948.827*kWh)
            1-0:2.8.1(001285.951*kWh)
            1-0:2.8.2(002876.514*kWh)
            0-0:96.14.0(0002)
            1-0:1.7.0(00.000*kW)
            1-0:2.7.0(00.543*kW)
            0-0:96.7.21(00006)
            0-0:96.7.9(00003)
            1-0:99.97.0(1)(0-0:96.7.19)(180529135630S)(0000002451*s)
            1-0:32.32.0(00003)
            1-0:52.32.0(00002)
            1-0:72.32.0(00002)
            1-0:32.36.0(00001)
            1-0:52.36.0(00001)
            1-0:72.36.0(00001)
            0-0:96.13.0()
            1-0:32.7.0(236.0*V)
            1-0:52.7.0(232.6*V)
            1-0:72.7.0(235.1*V)
            1-0:31.7.0(003*A)
            1-0:51.7.0(001*A)
            1-0:71.7.0(000*A)
            1-0:21.7.0(00.000*kW)
            1-0:41.7.0(00.133*kW)
            1-0:61.7.0(00.000*kW)
            1-0:22.7.0(00.676*kW)
            1-0:42.7.0(00.000*kW)
            1-0:62.7.0(00.000*kW)
            0-1:24.1.0(003)
            0-1:96.1.0(4730303339303031373030343630313137)
            0-1:24.2.1(250114101000W)(02569.646*m3)
            !""";

    private final List<Reading> readings = new ArrayList<>();
    private final List<Event> events = new ArrayList<>();
    private final List<MeterInfo> infos = new ArrayList<>();

    private final Harmonizer harmonizer = new Harmonizer(
            WireSettings.of("p1", ZoneId.of("Europe/Amsterdam")),
            new MeterIds(),
            Bindings.inMemory(),
            new Harmonizer.Listener() {
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

    private void hear(String text, String received) {
        String body = text.replace("\n", "\r\n");
        byte[] bare = body.getBytes(StandardCharsets.US_ASCII);
        byte[] whole =
                (body + "%04X\r\n".formatted(Crc16.ARC.of(bare, 0, bare.length))).getBytes(StandardCharsets.US_ASCII);
        Telegram telegram = new Telegram();
        new P1Framer().feed(whole, 0, whole.length, new FrameSink() {
            @Override
            public void frame(Frame frame) {
                telegram.clear("dsmr");
                Outcome outcome =
                        new P1Decoder().decode(frame.payload(), frame.payloadOffset(), frame.payloadLength(), telegram);
                assertThat(outcome).isEqualTo(Outcome.COMPLETE);
                harmonizer.telegram(telegram, frame, Instant.parse(received));
            }

            @Override
            public void noise(long streamOffset, int length, Noise why) {
                assertThat(why).isEqualTo(Noise.FILLER);
            }
        });
    }

    @Test
    void the_main_meters_reading_is_as_published() {
        hear(TELEGRAM, "2025-01-14T09:12:35.412Z");

        Reading reading = readings.getFirst();
        assertThat(reading.id()).isEqualTo("3845e00e7d92ca5b39db2df761c76ab0");
        assertThat(reading.timeSource()).isEqualTo(TimeSource.METER);
        assertThat(reading.toString())
                .isEqualTo("e0031003262934315 @ 2025-01-14T09:12:35Z"
                        + " current_l1_a=3 current_l2_a=1 current_l3_a=0 energy_export_kwh=4162.465"
                        + " energy_export_t1_kwh=1285.951 energy_export_t2_kwh=2876.514"
                        + " energy_import_kwh=13779.338 energy_import_t1_kwh=10830.511"
                        + " energy_import_t2_kwh=2948.827 power_export_l1_w=676"
                        + " power_export_l2_w=0 power_export_l3_w=0 power_export_w=543"
                        + " power_failure_count=6 power_failure_long_count=3"
                        + " power_import_l1_w=0 power_import_l2_w=133 power_import_l3_w=0"
                        + " power_import_w=0 power_l1_w=-676 power_l2_w=133 power_l3_w=0"
                        + " power_w=-543 tariff=2 voltage_l1_v=236.0 voltage_l2_v=232.6"
                        + " voltage_l3_v=235.1 voltage_sag_l1_count=3 voltage_sag_l2_count=2"
                        + " voltage_sag_l3_count=2 voltage_swell_l1_count=1"
                        + " voltage_swell_l2_count=1 voltage_swell_l3_count=1");
    }

    @Test
    void the_gas_meter_speaks_for_itself() {
        hear(TELEGRAM, "2025-01-14T09:12:35.412Z");

        Reading gas = readings.getLast();
        assertThat(gas.id()).isEqualTo("bc0a93ea8a8de29d2003364f576f74e8");
        assertThat(gas.toString()).isEqualTo("g0039001700460117 @ 2025-01-14T09:10:00Z volume_m3=2569.646");
    }

    @Test
    void both_are_described() {
        hear(TELEGRAM, "2025-01-14T09:12:35.412Z");

        MeterInfo house = infos.getFirst();
        assertThat(house.identityScheme()).isEqualTo("dsmr");
        assertThat(house.identityValue()).isEqualTo("E0031003262934315");
        assertThat(house.manufacturer()).isEqualTo("Iskraemeco");
        assertThat(house.model()).isEqualTo("ISK5\\2M550T-1012");
        assertThat(house.protocolVersion()).isEqualTo("5.0");
        assertThat(house.phases()).isEqualTo(3);
        assertThat(house.quantities().entrySet())
                .filteredOn(entry -> entry.getKey().name().equals("power_w"))
                .extracting(entry -> entry.getValue().derived())
                .containsExactly(List.of("power_import_w", "power_export_w"));
        assertThat(infos.getLast().medium()).isEqualTo("gas");
    }

    @Test
    void a_new_entry_of_the_power_failure_log_is_an_event_and_the_old_ones_are_not() {
        hear(TELEGRAM, "2025-01-14T09:12:35.412Z");
        assertThat(events).isEmpty();

        hear(
                TELEGRAM.replace("250114101235W", "250301120541W")
                        .replace("(1)(0-0:96.7.19)", "(2)(0-0:96.7.19)(250301120512W)(0000000187*s)"),
                "2025-03-01T11:05:41.020Z");
        assertThat(events).hasSize(1);
        Event event = events.getFirst();
        assertThat(event.type()).isEqualTo("power_failure");
        assertThat(event.id()).isEqualTo("bc5b31889dbac58d61409fb15c41b970");
        assertThat(event.time()).isEqualTo("2025-03-01T11:05:12Z");
        assertThat(event.data())
                .isEqualTo(Map.of("start", "2025-03-01T11:02:05Z", "end", "2025-03-01T11:05:12Z", "duration_s", 187L));
    }
}
