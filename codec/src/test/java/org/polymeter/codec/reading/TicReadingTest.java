package org.polymeter.codec.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.tic.TicVectors;
import org.polymeter.codec.tic.TicWriter;

/** What Linky says, in the words of the profile. */
class TicReadingTest {

    private static final Instant NOW = Instant.parse("2025-06-01T10:00:01Z");
    private static final long LOCAL = LocalDateTime.parse("2025-06-01T12:00:00").toEpochSecond(ZoneOffset.UTC);

    private final Wire wire = new Wire("Europe/Paris", NOW);

    @Test
    void a_historique_frame_is_a_reading_of_the_gateways_time() {
        assertThat(wire.hear(TicVectors.bytes(TicVectors.V95)))
                .containsEntry("energy_import_t1_kwh", "1234.567")
                .containsEntry("energy_import_t2_kwh", "2345.678")
                .containsEntry("energy_import_kwh", "3580.245")
                .containsEntry("apparent_power_import_va", "420")
                .containsEntry("current_a", "2")
                .containsEntry("tariff_name", "HP..")
                .containsEntry("x_imax", "90")
                .doesNotContainKeys("x_adco", "power_w");
        Reading reading = wire.readings.getFirst();
        assertThat(reading.meter()).isEqualTo("012345678901");
        assertThat(reading.timeSource()).isEqualTo(TimeSource.GATEWAY);
        MeterInfo info = wire.infos.getFirst();
        assertThat(info.identityScheme()).isEqualTo("tic");
        assertThat(info.protocol()).isEqualTo("tic");
        assertThat(info.quantities().values())
                .allSatisfy(detail -> assertThat(detail.obis()).isNotEqualTo("-"));
    }

    @Test
    void a_standard_frame_is_a_reading_of_the_meters_time() {
        assertThat(wire.hear(TicVectors.bytes(TicVectors.V96)))
                .containsEntry("energy_import_kwh", "1234.567")
                .containsEntry("energy_export_kwh", "456.789")
                .containsEntry("apparent_power_import_va", "420")
                .containsEntry("apparent_power_export_va", "0")
                .containsEntry("voltage_l1_v", "234")
                .containsEntry("current_l1_a", "2")
                .containsEntry("x_smaxsn", "3210")
                .doesNotContainKeys("x_adsc");
        Reading reading = wire.readings.getFirst();
        assertThat(reading.time()).isEqualTo(Instant.parse("2025-06-01T10:00:00Z"));
        assertThat(reading.timeSource()).isEqualTo(TimeSource.METER);
    }

    @Test
    void tariffs_phases_quadrants_and_words_have_names() {
        assertThat(wire.hear(TicWriter.standard()
                        .group("ADSC", "012345678901")
                        .group("DATE", LOCAL, Deviation.SUMMER, "")
                        .group("LTARF", "    HEURE  CREUSE   ".substring(0, 16))
                        .group("EAST", "000000030")
                        .group("EASF01", "000000010")
                        .group("EASF10", "000000020")
                        .group("ERQ4", "000000004")
                        .group("SINSTS3", "00300")
                        .group("URMS3", "231")
                        .group("STGE", "003A0001")
                        .group("NTARF", "02")
                        .group("MSG1", "Bonjour                         ")
                        .group("PRM", "12345678901234")
                        .end()))
                .isEqualTo(Map.ofEntries(
                        Map.entry("tariff_name", "HEURE  CREUS"),
                        Map.entry("energy_import_kwh", "0.030"),
                        Map.entry("energy_import_t1_kwh", "0.010"),
                        Map.entry("energy_import_t10_kwh", "0.020"),
                        Map.entry("reactive_energy_q4_kvarh", "0.004"),
                        Map.entry("apparent_power_import_l3_va", "300"),
                        Map.entry("voltage_l3_v", "231"),
                        Map.entry("status_word", "003A0001"),
                        Map.entry("tariff", "2"),
                        Map.entry("message", "Bonjour")));
    }

    @Test
    void the_days_of_tempo_are_six_tariffs() {
        assertThat(wire.hear(TicWriter.historique()
                        .group("ADCO", "012345678901")
                        .group("BBRHCJB", "000000001")
                        .group("BBRHPJB", "000000002")
                        .group("BBRHCJW", "000000003")
                        .group("BBRHPJW", "000000004")
                        .group("BBRHCJR", "000000005")
                        .group("BBRHPJR", "000000006")
                        .end()))
                .containsEntry("energy_import_t1_kwh", "0.001")
                .containsEntry("energy_import_t6_kwh", "0.006")
                .containsEntry("energy_import_kwh", "0.021")
                .hasSize(7);
    }
}
