package org.polymeter.gateway.post;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.profile.ProfileJson;

/** What docs/consumers/http.md says. */
class HttpPageTest {

    private static final String PAGE = "docs/consumers/http.md";

    @TempDir
    Path folder;

    @Test
    void the_configurations_are_sound_and_show_the_defaults() throws Exception {
        List<String> blocks = Snippets.of(PAGE, "yaml");

        PostSettings settings = settings(blocks.getFirst());
        assertThat(settings.url()).hasToString("https://collector.example.org/readings");
        assertThat(settings(uncommented(blocks.getFirst(), "format", "batch", "gzip")))
                .isEqualTo(settings);
        assertThat(settings(uncommented(blocks.getFirst(), "headers")).headers())
                .containsExactly(Map.entry("X-Site", "cellar"));
        assertThat(settings(blocks.get(1)).url()).hasToString("http://127.0.0.1:8000/");
    }

    @Test
    void the_message_is_what_is_sent() {
        byte[] message = ProfileJson.reading(Readings.reading(
                "house", Instant.parse("2025-01-14T09:12:35Z"), "power_w -543, energy_import_kwh 13779.338"));

        assertThat(Snippets.of(PAGE, "What is sent", "json").strip())
                .isEqualTo(new String(Form.ARRAY.body(List.of(message)), StandardCharsets.UTF_8));
    }

    private static String uncommented(String yaml, String... keys) {
        return Pattern.compile("(?m)^    # (" + String.join("|", keys) + "):")
                .matcher(yaml)
                .replaceAll("    $1:");
    }

    private PostSettings settings(String output) throws Exception {
        String yaml = "sources: [{id: p1, type: stdin}]\n" + output;
        OutputConfig read = new ConfigReader(Map.of(), Set.of(), "cellar")
                .read(PAGE, folder, yaml)
                .outputs()
                .getFirst();
        return ((OutputConfig.HttpPost) read).settings();
    }
}
