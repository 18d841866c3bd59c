package org.polymeter.gateway.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.history.HistoryMeter;

class ReadingsImportTest {

    private static final String METER = Desktop.METER;
    private static final String FROM = "2020-01-01T00:00:00Z";
    private static final String TO = "2027-01-01T00:00:00Z";
    private static final String READINGS = """
            id,timestamp,electricity_delivered_1,electricity_returned_1,electricity_delivered_2,electricity_returned_2,\
            electricity_currently_delivered,electricity_currently_returned,phase_voltage_l1,phase_power_current_l1,\
            extra_device_timestamp,extra_device_delivered,processed
            1,2026-03-10 12:00:00+01,100.001,0.000,200.002,0.000,0.543,0.000,230.1,2,2026-03-10 11:55:00+01,50.005,t
            2,2026-03-10 12:00:10+01,100.003,0.000,200.002,0.000,0.550,0.000,,,2026-03-10 12:00:00+01,50.010,t
            """;

    @TempDir
    Path folder;

    private Desktop desktop = new Desktop(Path.of("unused"));

    @BeforeEach
    void open() {
        desktop = new Desktop(folder);
    }

    @AfterEach
    void close() {
        desktop.close();
    }

    @Test
    void rows_of_the_database_are_what_the_meter_said() throws Exception {
        Tally tally = desktop.load(desktop.file("readings.csv", READINGS));

        assertThat(desktop.refusals).isEmpty();
        assertThat(tally.rows()).isEqualTo(2);
        assertThat(desktop.values(METER, "energy_import_t1_kwh", FROM, TO))
                .containsExactly("2026-03-10T11:00:00Z 100.001", "2026-03-10T11:00:10Z 100.003");
        assertThat(desktop.values(METER, "energy_import_kwh", FROM, TO))
                .containsExactly("2026-03-10T11:00:00Z 300.003", "2026-03-10T11:00:10Z 300.005");
        assertThat(desktop.values(METER, "power_w", FROM, TO))
                .containsExactly("2026-03-10T11:00:00Z 543", "2026-03-10T11:00:10Z 550");
        assertThat(desktop.values(METER, "voltage_l1_v", FROM, TO)).containsExactly("2026-03-10T11:00:00Z 230.1");
        assertThat(desktop.values(Desktop.GAS, "volume_m3", FROM, TO))
                .containsExactly("2026-03-10T10:55:00Z 50.005", "2026-03-10T11:00:00Z 50.010");
        assertThat(desktop.history.meters())
                .extracting(HistoryMeter::id, HistoryMeter::medium)
                .contains(
                        org.assertj.core.groups.Tuple.tuple(METER, "electricity"),
                        org.assertj.core.groups.Tuple.tuple(Desktop.GAS, "gas"));
    }

    @Test
    void again_and_packed_and_in_another_encoding_it_is_the_same() throws Exception {
        desktop.load(desktop.file("readings.csv", READINGS));
        Path packed = folder.resolve("readings.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(READINGS.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(desktop.load(packed).news()).isZero();
        assertThat(desktop.load(desktop.file("utf16.csv", "\uFEFF" + READINGS, StandardCharsets.UTF_16LE))
                        .news())
                .isZero();
        assertThat(desktop.load(desktop.file(
                                "semicolons.csv", READINGS.replace(',', ';').replace('.', ',')))
                        .news())
                .isZero();
    }

    @Test
    void the_gas_table_is_of_the_gas_meter() throws Exception {
        desktop.load(desktop.file("gas.csv", """
                id,read_at,delivered,currently_delivered
                1,2026-03-10 12:00:00+01,1234.567,0.123
                """));

        assertThat(desktop.values(Desktop.GAS, "volume_m3", FROM, TO)).containsExactly("2026-03-10T11:00:00Z 1234.567");
        assertThat(desktop.history.meters()).extracting(HistoryMeter::id).containsExactly(Desktop.GAS);
    }

    @Test
    void gas_is_left_out_if_nobody_names_its_meter() throws Exception {
        desktop.settings = Desktop.settings(Optional.of(METER), Optional.empty(), false);

        Tally tally = desktop.load(desktop.file("readings.csv", READINGS));

        assertThat(tally.passedOver()).containsEntry(DsmrImport.NO_GAS_METER, 2L);
        assertThat(desktop.history.meters()).extracting(HistoryMeter::id).containsExactly(METER);
    }

    @Test
    void whose_readings_they_are_has_to_be_said() throws Exception {
        desktop.load(desktop.file("readings.csv", READINGS));
        desktop.settings = Desktop.settings(Optional.empty(), Optional.empty(), false);

        assertThatThrownBy(() -> desktop.load(desktop.file("readings.csv", READINGS)))
                .hasMessageContaining("name it with --meter; the history knows " + METER);
    }

    @Test
    void what_cannot_be_is_withheld_and_named() throws Exception {
        Tally tally = desktop.load(desktop.file(
                "readings.csv", READINGS + "3,2026-03-10 12:00:20+01,100.003,0,200.002,0,999999,0,,,,,t\n"));

        assertThat(tally.refused()).isEqualTo(1);
        assertThat(desktop.refusals).singleElement().asString().startsWith("readings.csv:4: withheld: power_import_w");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1,2,3|is no header of DSMR-reader",
                "Read At,Degrees Celcius|is no header of DSMR-reader",
                "''|is empty",
            })
    void a_file_without_a_header_says_what_is_missing(String text, String words) throws Exception {
        Path file = desktop.file("other.csv", text);

        assertThatThrownBy(() -> desktop.load(file))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining(words);
    }

    @Test
    void bytes_of_a_port_are_read_as_from_the_port() throws Exception {
        String telegram = "/XYZ5 made up\r\n\r\n0-0:1.0.0(260310120000W)\r\n1-0:1.8.0(000123.456*kWh)\r\n!\r\n";
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(telegram.getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes("/XYZ5 made up\r\n\r\n1-0:1.8.0(000123.500*kWh)\r\n!\r\n".getBytes(StandardCharsets.US_ASCII));
        Path file = Files.write(folder.resolve("p1.bin"), bytes.toByteArray());

        Tally tally = desktop.load(file);

        assertThat(desktop.values(METER, "energy_import_kwh", FROM, TO))
                .containsExactly("2026-03-10T11:00:00Z 123.456");
        assertThat(tally.refused()).isEqualTo(1);
        assertThat(desktop.refusals.getFirst()).contains("does not say when that was");

        desktop.settings = Desktop.settings(Optional.empty(), Optional.empty(), false);
        assertThat(desktop.load(file).readings()).isZero();
        assertThat(desktop.refusals.get(1)).contains("--meter");
    }
}
