package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.Corpus.Case;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.sml.SmlVectors;
import org.polymeter.codec.sml.SmlWriter;

/** What German meters say, in the words of the profile. */
class SmlReadingTest {

    private static final Instant NOW = Instant.parse("2023-11-14T22:13:21Z");
    private static final int WATT = 27;
    private static final int WATT_HOUR = 30;
    private static final String SERVER = "0A01454D480000BC614E";

    private final Wire wire = new Wire("Europe/Berlin", NOW);

    @Test
    void the_worked_example_is_a_reading_of_the_gateways_time() {
        assertThat(wire.hear(SmlVectors.bytes(SmlVectors.V70)))
                .isEqualTo(Map.of(
                        "energy_import_kwh", "12345.6789",
                        "energy_export_kwh", "0.4567",
                        "power_w", "-1523",
                        "power_import_w", "0",
                        "power_export_w", "1523",
                        "status_word", "1C0104"));
        Reading reading = wire.readings.getFirst();
        assertThat(reading.meter()).isEqualTo("1pol0000000001");
        assertThat(reading.time()).isEqualTo(NOW);
        assertThat(reading.timeSource()).isEqualTo(TimeSource.GATEWAY);
        MeterInfo info = wire.infos.getFirst();
        assertThat(info.identityScheme()).isEqualTo("sml");
        assertThat(info.identityValue()).isEqualTo("1POL0000000001");
        assertThat(info.manufacturer()).isEqualTo("POL");
        assertThat(info.protocol()).isEqualTo("sml");
    }

    @Test
    void maker_firmware_and_keys_are_no_values() {
        Map<String, String> values = wire.hear(meter().text(Obis.parse("129-129:199.130.3"), "EMH")
                .octets(Obis.parse("129-129:199.130.5"), new byte[48])
                .octets(Obis.parse("1-0:0.0.9"), HexFormat.of().parseHex(SERVER))
                .text(Obis.parse("1-0:0.2.0*0"), "1.02.007")
                .unsigned(Obis.parse("1-0:96.50.2*4"), 255, 0, 3, 1)
                .unsigned(Obis.parse("1-0:1.8.0"), WATT_HOUR, 3, 16_786, 2)
                .unsigned(Obis.parse("1-0:1.8.0*96"), WATT_HOUR, 2, 41, 1)
                .end());
        assertThat(values).isEqualTo(Map.of("energy_import_kwh", "16786", "x_1_0_1_8_0_96", "4100"));
        MeterInfo info = wire.infos.getFirst();
        assertThat(info.manufacturer()).isEqualTo("EMH");
        assertThat(info.firmware()).isEqualTo("1.02.007");
        assertThat(info.identityValue()).isEqualTo("1EMH0012345678");
    }

    @Test
    void negative_import_is_net_power() {
        assertThat(wire.hear(meter().signed(Obis.parse("1-0:1.7.0"), WATT, -1, -1385, 4)
                        .signed(Obis.parse("1-0:21.7.0"), WATT, 0, -20, 4)
                        .signed(Obis.parse("1-0:41.7.0"), WATT, 0, 7, 4)
                        .end()))
                .isEqualTo(Map.of(
                        "power_w", "-138.5",
                        "power_import_w", "0.0",
                        "power_export_w", "138.5",
                        "power_l1_w", "-20",
                        "power_import_l1_w", "0",
                        "power_export_l1_w", "20",
                        "power_import_l2_w", "7",
                        "power_l2_w", "7"));
    }

    @Test
    void an_old_emh_exports_what_its_status_word_says() {
        assertThat(wire.hear(meter().text(Obis.parse("129-129:199.130.3"), "EMH")
                        .status(0x01B0, 2)
                        .signed(Obis.parse("1-0:1.8.0"), WATT_HOUR, -1, 1000, 5)
                        .signed(Obis.parse("1-0:15.7.0"), WATT, -1, 1266, 4)
                        .end()))
                .containsEntry("power_w", "-126.6")
                .containsEntry("power_export_w", "126.6")
                .containsEntry("status_word", "01B0")
                .doesNotContainKey("x_1_0_15_7_0");
        assertThat(wire.infos.getFirst().model()).isEqualTo("EMH eHZ, ED300L");
    }

    @Test
    void a_status_object_is_the_status_word() {
        assertThat(wire.hear(meter().unsigned(Obis.parse("1-0:96.5.0"), 255, 0, 0x1C0104, 4)
                        .end()))
                .isEqualTo(Map.of("status_word", "1C0104"));
    }

    @Test
    void a_timestamp_is_believed() {
        wire.hear(meter().timestamp(1_700_000_000)
                .signed(Obis.parse("1-0:16.7.0"), WATT, 0, 1, 1)
                .end());
        wire.hear(meter().localTimestamp(1_700_000_000, 60, 0)
                .signed(Obis.parse("1-0:16.7.0"), WATT, 0, 1, 1)
                .end());
        assertThat(wire.readings).allSatisfy(reading -> {
            assertThat(reading.time()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
            assertThat(reading.timeSource()).isEqualTo(TimeSource.METER);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "0A01454D480000BC614E, 1EMH0012345678",
        "09014553591103B599A5, 1ESY1162232997",
        "0A07454D480000BC614E, 7EMH0012345678",
        "0A01454D4800FFFFFFFF, 0A01454D4800FFFFFFFF",
        "06454D4801027156CD45, 06454D4801027156CD45",
        "01A815133577030102, 01A815133577030102",
        "3032323830383136, 02280816",
    })
    void the_identity_is_what_is_printed_on_the_meter(String server, String printed) {
        wire.hear(new SmlWriter(HexFormat.of().parseHex(server))
                .signed(Obis.parse("1-0:16.7.0"), WATT, 0, 1, 1)
                .end());
        assertThat(wire.infos.getFirst().identityValue()).isEqualTo(printed);
    }

    static Stream<Case> captures() {
        return Corpus.cases("sml").stream().filter(Case::isValid);
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void real_meters_say_who_they_are_and_how_much_they_count(Case capture) {
        byte[] bytes = capture.bytes();
        Wire real = new Wire("Europe/Berlin", NOW);
        real.feed(bytes);
        assertThat(real.readings).isNotEmpty();
        Reading reading = real.readings.getFirst();
        assertThat(real.infos.getFirst().identityScheme()).isEqualTo("sml");
        assertThat(real.infos.getFirst().manufacturer()).isNotNull();
        String printed = capture.expected().path("meterIdPrinted").asText();
        if (!printed.isEmpty() && !capture.id().equals("sml-easymeter-q3a")) { // says itself 11, not 17
            assertThat(real.infos.getFirst().identityValue()).isEqualTo(printed);
        }
        assertThat(reading.timeSource()).isEqualTo(TimeSource.GATEWAY);
        boolean pin = !capture.id().contains("nopin") && !capture.id().contains("ebz");
        assertThat(reading.number("power_w") != null).isEqualTo(pin);
        assertThat(reading.number("energy_import_kwh") != null || reading.number("energy_export_kwh") != null)
                .isTrue();
        for (int i = 0; i < reading.size(); i++) {
            assertThat(reading.quantity(i).name()).doesNotContain("129_129", "96_50", "16_7_0", "15_7_0", "1_7_");
        }
    }

    private static SmlWriter meter() {
        return new SmlWriter(HexFormat.of().parseHex(SERVER));
    }
}
