package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.gateway.plugtest.PortLists;

class PlugtestCommandTest {

    private static final String CAPTURE = "src/test/resources/org/polymeter/gateway/cli/se.txt";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        String[] all = new String[args.length + 1];
        all[0] = "plugtest";
        System.arraycopy(args, 0, all, 1, args.length);
        return Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(err))
                .execute(all);
    }

    @Test
    void a_port_that_is_as_it_should_be_is_success() {
        assertThat(run("--zone", "Europe/Stockholm", CAPTURE))
                .as(out.toString())
                .isZero();
        assertThat(out.toString()).contains("Sweden, H1 port").contains("0 deviations");
    }

    @Test
    void a_deviation_is_a_failure() {
        assertThat(run("--operator", "ch-2026", CAPTURE)).isEqualTo(1);
        assertThat(out.toString()).contains("does not say who it is");
    }

    @Test
    void a_list_may_be_that_of_one_capture() {
        assertThat(run("--operator", CAPTURE + "=ch-2026", "--operator", "se-h1", CAPTURE))
                .isEqualTo(1);
        assertThat(out.toString()).contains("standard list of 2026");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --operator=nobody se.txt        | no list is called 'nobody'
            --operator=barn=evn se.txt      | there is no source 'barn'; there is se.txt
            --demo se.txt                   | give captures, --config or --demo, only one of them
            --format=pdf se.txt             | expected table, markdown, html or json, but was 'pdf'
            --demo --for=never              | --for is 'never'; expected a time such as 30s, 5m or 1h
            -c nowhere.yaml                 | nowhere.yaml
            --kind=x se.txt                 | --kind is 'x'
            -o nowhere/report.html --demo   | --output: 'nowhere/report.html' is in no folder that is there
            """)
    void what_cannot_be_is_misuse(String args, String complaint) {
        assertThat(run(args.split(" ", -1))).isEqualTo(2);
        assertThat(err.toString()).contains(complaint);
    }

    @Test
    void a_port_that_is_not_there_ends_it_before_it_begins() throws IOException {
        Path file = Files.writeString(
                folder.resolve("polymeter.yaml"), "sources: [{id: house, type: file, path: nowhere.bin}]");

        assertThat(run("-c", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("nowhere.bin");
    }

    @Test
    void the_lists_there_are_can_be_seen() {
        assertThat(run("--list")).isZero();
        assertThat(PortLists.all())
                .allSatisfy(list -> assertThat(out.toString()).contains(list.title()));
    }

    @ParameterizedTest
    @CsvSource({"report.html, <!DOCTYPE html>", "report.md, # Plug-test", "report.json, {", "report.txt, 1 se.txt"})
    void the_name_of_the_file_says_the_form(String name, String begin) throws IOException {
        Path report = folder.resolve(name);

        run("--zone", "Europe/Stockholm", "-o", report.toString(), CAPTURE);

        assertThat(report).content().startsWith(begin);
        assertThat(out.toString()).contains("Written to " + report + ": 0 deviations");
        assertThat(Files.size(report)).isPositive();
    }
}
