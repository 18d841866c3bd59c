package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.imports.Tally;

class ImportReadingsTest {

    private static final String READINGS = """
            timestamp,electricity_delivered_1,electricity_delivered_2,extra_device_timestamp,extra_device_delivered
            2026-03-10 12:00:00+01,100.001,200.002,2026-03-10 11:55:00+01,50.005
            2026-03-10 12:00:10+01,100.003,200.002,2026-03-10 12:00:00+01,50.010
            """;

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void readings_go_into_the_history_of_a_folder_and_the_sum_says_which() throws Exception {
        Path file = Files.writeString(folder.resolve("readings.csv"), READINGS);

        assertThat(run(file, "--meter", "house", "--gas-meter", "stove", "--zone", "Europe/Amsterdam"))
                .isZero();

        assertThat(out.toString())
                .contains("readings.csv, a CSV file of DSMR-reader: 2 rows, 4 readings, 4 of them new")
                .contains("house  2 readings from 2026-03-10T11:00:00Z to 2026-03-10T11:00:10Z")
                .contains("stove  2 readings");
        assertThat(err).hasToString("");
        assertThat(folder.resolve("history.db")).exists();

        assertThat(run(file, "--meter", "house")).isZero();
        assertThat(out.toString()).contains("2 rows, 2 readings, 0 of them new", "left out 2 times: gas");
    }

    @Test
    void a_dry_run_says_what_would_be_imported() throws Exception {
        Path file = Files.writeString(folder.resolve("readings.csv"), READINGS);

        assertThat(run(file, "--meter", "house", "--dry-run")).isZero();

        assertThat(out.toString()).contains("2 rows, 2 readings would be imported");
    }

    @Test
    void what_cannot_be_used_is_named_and_the_exit_code_says_so() throws Exception {
        Path file = Files.writeString(folder.resolve("readings.csv"), READINGS + "tomorrow,1,2,3,4\n".repeat(30));

        assertThat(run(file, "--meter", "house")).isEqualTo(1);

        assertThat(err.toString())
                .contains("readings.csv:4: 'tomorrow' is no time")
                .contains("… and 10 more");
        assertThat(out.toString()).contains("32 rows, 2 readings, 2 of them new, 30 not usable");
    }

    @Test
    void the_history_of_a_configuration_is_found() throws Exception {
        Path file = Files.writeString(folder.resolve("readings.csv"), READINGS);
        Path config = Files.writeString(folder.resolve("my.yaml"), """
                data: kept
                zone: Europe/Amsterdam
                sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]
                """);

        assertThat(execute("import", file.toString(), "-c", config.toString(), "--meter", "house"))
                .isZero();

        assertThat(folder.resolve("kept/history.db")).exists();
    }

    @Test
    void a_wrong_command_line_is_explained() throws Exception {
        Path file = Files.writeString(folder.resolve("readings.csv"), READINGS);
        Path ini = Files.writeString(folder.resolve("datacollector.ini"), "[reader0]\ntype = lge450\n");

        assertThat(run(file, "--meter", "House 1")).isEqualTo(2);
        assertThat(run(file, "--meter", "house", "--role", "roof")).isEqualTo(2);
        assertThat(run(file, "--meter", "house", "--zone", "Amsterdam")).isEqualTo(2);
        assertThat(run(file, "--meter", "house", "--as", "knx")).isEqualTo(2);
        assertThat(run(file, "--meter", "house", "-c", "x.yaml")).isEqualTo(2);
        assertThat(run(file, ini.toString(), "--meter", "house")).isEqualTo(2);
        assertThat(err.toString())
                .contains("--meter is 'House 1'", "house-1?")
                .contains("--role is 'roof'")
                .contains("--zone is 'Amsterdam'")
                .contains("--as is 'knx'; expected one of whatwatt")
                .contains("give --config or --data, not both")
                .contains("datacollector.ini holds no readings");
    }

    @Test
    void a_file_of_nobody_says_what_is_known() throws Exception {
        Path file = Files.writeString(folder.resolve("letter.txt"), "Dear neighbour\n");

        assertThat(run(file)).isEqualTo(1);

        assertThat(err.toString())
                .contains("letter.txt")
                .contains("datacollector.ini")
                .contains("DSMR-reader");
    }

    @Test
    void progress_is_a_bar_with_rows_and_time_left() {
        ImportProgress progress = new ImportProgress("old.csv", new PrintWriter(out), new PrintWriter(err));
        progress.count(new Tally(progress));

        assertThat(progress.line(0.25, 30_000_000_000L))
                .isEqualTo("old.csv [######..................]  25 %  0 rows, 0 a second, 1:30 left");
    }

    private int run(Path file, String... options) {
        String[] arguments = new String[options.length + 4];
        arguments[0] = "import";
        arguments[1] = file.toString();
        System.arraycopy(options, 0, arguments, 2, options.length);
        arguments[options.length + 2] = "--data";
        arguments[options.length + 3] = folder.toString();
        return execute(arguments);
    }

    private int execute(String... arguments) {
        return Polymeter.of(new NoLauncher(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(arguments);
    }
}
