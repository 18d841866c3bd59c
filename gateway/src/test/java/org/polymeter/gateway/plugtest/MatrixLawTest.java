package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterStream;
import org.polymeter.gateway.capture.Captures;
import org.polymeter.gateway.capture.Engines;
import org.polymeter.gateway.cli.decode.FactReport;
import org.polymeter.gateway.sink.Fact;

/** A law, on every capture there is: what a reading holds is in the matrix. */
class MatrixLawTest {

    private static final List<Path> FOLDERS = List.of(
            Path.of("src/test/resources/org/polymeter/gateway/cli"),
            Path.of("../../shared/corpus").normalize());

    static List<Path> captures() throws IOException {
        List<Path> captures = new ArrayList<>();
        for (Path folder : FOLDERS) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().matches(".*\\.(txt|hex)"))
                            .sorted()
                            .forEach(captures::add);
                }
            }
        }
        return captures;
    }

    @ParameterizedTest
    @MethodSource("captures")
    void every_quantity_of_every_reading_is_a_row(Path capture) throws IOException {
        Notebook notebook = new Notebook();
        TreeSet<String> heard = new TreeSet<>();
        FactReport report = new FactReport(
                fact -> {
                    notebook.write(List.of(fact));
                    if (fact instanceof Fact.Heard reading) {
                        for (int i = 0; i < reading.reading().size(); i++) {
                            heard.add(reading.reading().quantity(i).name());
                        }
                    }
                },
                Optional.of(ZoneId.of("Europe/Oslo")),
                InstantSource.fixed(Heard.NOW));
        byte[] bytes = Files.readAllBytes(capture);
        new Captures(Engines.named(Engines.AUTO, MeterStream.Options.auto()).orElseThrow(), report)
                .read(capture.toString(), () -> new ByteArrayInputStream(bytes));

        Plugtest test = Plugtest.of(notebook.observations(Heard.NOW, Optional.empty()), Map.of());

        assertThat(test.rows()).containsAll(heard);
        assertThat(test.judgements().stream().flatMap(judgement -> judgement.meter().deliveries().keySet().stream()))
                .containsAll(heard);
    }
}
