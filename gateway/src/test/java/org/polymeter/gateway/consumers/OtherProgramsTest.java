package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.cli.NoLauncher;
import org.polymeter.gateway.cli.Polymeter;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;

/** What the pages for those who come from other programs tell them to paste is sound. */
class OtherProgramsTest {

    private static final String SOURCES = "sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\n";

    @ParameterizedTest
    @CsvSource({
        "smartmeter-datacollector, SmartmeterDatacollector",
        "smartmeter-datacollector, RlDsp",
        "go-smartmeter-reader, GoSmartmeterReader",
        "evn-kaifa, EvnKaifa",
        "hackday, Hackday",
        "dsmr-reader, DsmrReader"
    })
    void the_outputs_of_a_page_are_those_it_speaks_of(String page, String wording) throws Exception {
        List<String> blocks = Snippets.of("docs/consumers/" + page + ".md", "yaml");
        StringBuilder wordings = new StringBuilder();
        for (String block : blocks) {
            Configuration read =
                    new ConfigReader(Map.of(), Set.of(), "test").read(page + ".md", Path.of(""), SOURCES + block);
            read.outputs()
                    .forEach(output -> wordings.append(((OutputConfig.Mqtt) output)
                                    .wording()
                                    .getClass()
                                    .getSimpleName())
                            .append(' '));
        }
        assertThat(wordings.toString().split(" ", -1)).contains(wording);
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/consumers/smartmeter-datacollector.md", "docs/consumers/go-smartmeter-reader.md"})
    void the_commands_of_a_page_are_understood(String page) {
        assertThat(Snippets.of(page, "sh")).isNotEmpty().allSatisfy(OtherProgramsTest::isUnderstood);
    }

    @Test
    void the_commands_of_the_manual_are_understood() {
        assertThat(Snippets.of("docs/operating.md", "Coming from another program", "sh")
                        .lines())
                .hasSize(3)
                .allSatisfy(OtherProgramsTest::isUnderstood);
    }

    private static void isUnderstood(String line) {
        String[] words = line.replaceFirst("#.*", "").strip().split("\\s+");
        assertThat(words[0]).isEqualTo("polymeter");
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Polymeter.of(new NoLauncher(), nowhere, nowhere)
                .parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new));
    }
}
