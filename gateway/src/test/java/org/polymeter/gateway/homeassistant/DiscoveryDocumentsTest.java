package org.polymeter.gateway.homeassistant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.gateway.consumers.PlayedMeters;
import org.polymeter.gateway.consumers.Said;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.simulator.Family;

/**
 * What Home Assistant is told of whole meters. Each document lies beside this test's resources, laid
 * out for reading; {@code -Dbless=true} writes them anew, and then they are to be read.
 */
class DiscoveryDocumentsTest {

    private static final String FOLDER = "src/test/resources/org/polymeter/gateway/homeassistant/";

    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest(name = "{0}")
    @CsvSource({"DSMR5, House", "E450, ''", "HEAT, Wärme Küche"})
    void whole_devices_are_described(Family family, String name) throws Exception {
        DiscoverySettings settings = DiscoverySettings.of(new Topics("polymeter", "cellar"), "1.0.0");

        check(family.word(), said(settings, family, name).kept);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource("HEAT, Heat")
    void or_entities_one_by_one(Family family, String name) throws Exception {
        DiscoverySettings settings = new DiscoverySettings(
                new Topics("home/polymeter", "cellar"),
                "1.0.0",
                DiscoverySettings.Form.COMPONENT,
                "ha",
                Duration.ofMinutes(5),
                true);

        check(family.word() + "-components", said(settings, family, name).kept);
    }

    private static Said said(DiscoverySettings settings, Family family, String name) {
        MeterLabel label =
                new MeterLabel(Optional.empty(), Optional.of(name).filter(it -> !it.isEmpty()), Optional.empty());
        return Said.by(new DiscoveryRendering(settings), PlayedMeters.facts(family, label));
    }

    private void check(String name, Map<String, String> kept) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, String> message : kept.entrySet()) {
            text.append(message.getKey()).append('\n');
            text.append(json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(message.getValue())))
                    .append("\n\n");
        }
        Path golden = Snippets.file("gateway/" + FOLDER + name + ".txt");
        if (Boolean.getBoolean("bless")) {
            Files.createDirectories(golden.toAbsolutePath().getParent());
            Files.writeString(golden, text);
        }
        assertThat(text.toString())
                .as(name + "; run the tests with -Dbless=true to write it anew")
                .isEqualTo(Files.readString(golden));
        assertThat(List.copyOf(kept.keySet())).isNotEmpty();
    }
}
