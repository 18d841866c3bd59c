package org.polymeter.gateway;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.cli.Polymeter;

/** The report that the hackday wrote by hand: its four Swiss meters, and eleven others, side by side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlugtestDemoTest {

    private final Map<String, JsonNode> meters = new TreeMap<>();
    private final Map<String, String> seals = new TreeMap<>();
    private int exitCode;

    @BeforeAll
    void listen_to_the_demo(@TempDir Path folder) throws IOException {
        Path report = folder.resolve("report.json");
        exitCode = Polymeter.of(
                        new Wiring(InstantSource.system()),
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()))
                .execute("plugtest", "--demo", "--for", "12s", "-o", report.toString());
        JsonNode document = new ObjectMapper().readTree(Files.readString(report));
        document.get("meters").forEach(meter -> meters.put(meter.get("label").asText(), meter));
        document.get("sources").forEach(source -> {
            if (source.has("seal")) {
                seals.put(source.get("id").asText(), source.get("seal").asText());
            }
        });
    }

    private JsonNode meter(String label) {
        return requireNonNull(meters.get(label), label);
    }

    private String text(String meter, String field) {
        return meter(meter).get(field).asText();
    }

    private String unit(String meter, String quantity) {
        return meter(meter).get("quantities").get(quantity).get("unit").asText();
    }

    @Test
    void all_seventeen_are_heard() {
        assertThat(meters).hasSize(17);
    }

    @Test
    void something_deviates() {
        assertThat(exitCode).isEqualTo(1);
        assertThat(meter("EKZ").get("deviations")).isEmpty();
        assertThat(meter("AEW").get("deviations")).hasSize(1);
    }

    @Test
    void aew_has_neither_clock_nor_number() {
        assertThat(text("AEW", "clock")).isEqualTo("gateway");
        assertThat(text("AEW", "identity_scheme")).isEqualTo("source");
        assertThat(meter("AEW").get("deviations").get(0).asText()).isEqualTo("does not say who it is");
    }

    @Test
    void the_same_meter_as_ekz_configured_it_has_both() {
        assertThat(text("EKZ", "clock")).isEqualTo("meter");
        assertThat(text("EKZ", "identity")).isEqualTo("ldn LGZ***");
    }

    @Test
    void adapters_lend_the_other_two_a_clock() {
        assertThat(text("ewb", "clock")).isEqualTo("adapter");
        assertThat(text("Romande Energie", "clock")).isEqualTo("adapter");
    }

    @Test
    void all_four_have_the_same_units() {
        for (String meter : new String[] {"EKZ", "AEW", "ewb", "Romande Energie"}) {
            assertThat(unit(meter, "power_w")).isEqualTo("W");
            assertThat(unit(meter, "energy_import_kwh")).isEqualTo("kWh");
        }
    }

    @Test
    void what_is_encrypted_is_told_from_what_is_authenticated() {
        assertThat(seals)
                .containsEntry("austria", "opened")
                .containsEntry("denmark", "proven")
                .containsEntry("ekz", "none");
        assertThat(seals).as("an adapter tells nobody").doesNotContainKey("gplug");
    }

    @Test
    void sources_of_a_configuration_are_listened_to_and_nothing_is_published(@TempDir Path folder) throws IOException {
        Path capture = Path.of("src/test/resources/org/polymeter/gateway/cli/se.txt");
        Files.copy(capture, folder.resolve("se.txt"));
        Path file = Files.writeString(folder.resolve("polymeter.yaml"), """
                zone: Europe/Stockholm
                data: %s
                sources: [{id: house, type: file, path: se.txt}]
                outputs: [{type: mqtt, host: 127.0.0.1, port: 1}]
                """.formatted(folder));
        StringWriter out = new StringWriter();

        int code = Polymeter.of(
                        new Wiring(InstantSource.system()), new PrintWriter(out), new PrintWriter(new StringWriter()))
                .execute("plugtest", "-c", file.toString());

        assertThat(out.toString()).contains("1 meter on 1 port, from captures. 1 as they should be, 0 deviations.");
        assertThat(code).isZero();
    }
}
