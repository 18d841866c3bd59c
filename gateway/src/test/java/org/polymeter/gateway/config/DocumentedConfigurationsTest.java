package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.codec.kind.MeterKind;
import org.polymeter.codec.kind.MeterKinds;
import org.polymeter.gateway.insight.CapacityModels;

/** What documents tell people to paste is sound. */
class DocumentedConfigurationsTest {

    private static final Pattern MAPPING = Pattern.compile("(?ms)^```yaml\n(driver: mapped.*?)^```");
    private static final Pattern TARIFFS = Pattern.compile("(?ms)^```yaml\n((?:prices|tariffs):.*?)^```");
    private static final Pattern CONFIGURATION = Pattern.compile("(?ms)^```yaml\n(sources:.*?)^```");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "docs/operating.md",
                "docs/consumers/esp-smart-meter.md",
                "docs/consumers/home-assistant.md",
                "docs/consumers/homie.md",
                "docs/consumers/openhab.md"
            })
    void configurations_in_documents_are_sound(String document) throws IOException, ConfigException {
        Matcher block = CONFIGURATION.matcher(Files.readString(file(document)));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            assertThat(reader().read(document, Path.of(""), block.group(1)).sources())
                    .isNotEmpty();
        }

        assertThat(blocks).isPositive();
    }

    @Test
    void tariffs_in_documents_are_sound() throws IOException, ConfigException {
        Matcher block = TARIFFS.matcher(Files.readString(file("docs/insight.md")));
        int blocks = 0;
        while (block.find()) {
            blocks++;
            String text = "sources: [{id: p1, type: serial, port: /dev/ttyUSB0}]\n" + block.group(1);
            assertThat(reader().read("docs/insight.md", Path.of(""), text)
                            .money()
                            .tariffs())
                    .isNotEmpty();
        }

        assertThat(blocks).isPositive();
    }

    @Test
    void every_capacity_model_is_in_the_documents() throws IOException {
        String document = Files.readString(file("docs/insight.md"));
        assertThat(CapacityModels.all())
                .allSatisfy(model -> assertThat(document).contains("`" + model.name() + "`"));
    }

    @Test
    void the_documented_mapping_is_sound(@TempDir Path folder) throws IOException, ConfigException {
        Matcher block = MAPPING.matcher(Files.readString(file("docs/operating.md")));
        assertThat(block.find()).isTrue();
        Path mapping = Files.writeString(folder.resolve("pump.yaml"), block.group(1));
        assertThat(reader().mapping(mapping).values()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = "polymeter.example.yaml")
    void the_example_is_sound(String example) throws ConfigException {
        assertThat(reader().read(file(example)).sources()).isNotEmpty();
    }

    private static ConfigReader reader() {
        Set<String> kinds = MeterKinds.all().stream().map(MeterKind::name).collect(Collectors.toSet());
        return new ConfigReader(Map.of(), kinds, "test");
    }

    /** Tests start in the module's folder or in the root. */
    private static Path file(String name) {
        Path here = Path.of(name);
        return Files.exists(here) ? here : Path.of("..").resolve(name);
    }
}
