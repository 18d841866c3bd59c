package org.polymeter.gateway.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.app.Village;

/** What a running gateway tells of its meters beside their readings. */
class DetailPagesTest {

    private static final String EKZ = "/api/app/meter/lgz1030000000001";

    @TempDir
    Path folder;

    private Village village;

    @BeforeEach
    void open() throws IOException {
        village = Village.open(folder, """
                  - {id: ekz, type: tcp, host: 127.0.0.1, port: "${E450_PORT}"}
                """);
    }

    @AfterEach
    void close() {
        village.close();
    }

    private JsonNode told() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(village.get(EKZ));
    }

    /** The next that the stream says. */
    private static JsonNode next(BufferedReader stream) throws IOException {
        String line = stream.readLine();
        while (!line.startsWith("data: ")) {
            line = stream.readLine();
        }
        return new ObjectMapper().readTree(line.substring(6));
    }

    @Test
    void each_quantity_has_code_resolution_interval_and_span() {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> told().path("readings").asInt() >= 2);

        await().untilAsserted(() -> {
            JsonNode energy = told().path("quantities").path("energy_import_kwh");
            assertThat(energy.path("obis").asText()).isEqualTo("1-1:1.8.0");
            assertThat(energy.path("decimals").asInt()).isEqualTo(3);
            assertThat(energy.path("interval_s").asDouble()).isBetween(1.0, 20.0);
            assertThat(energy.path("least").asDouble())
                    .isPositive()
                    .isLessThanOrEqualTo(energy.path("most").asDouble());
            assertThat(told().path("quantities")
                            .path("power_w")
                            .path("derived")
                            .get(0)
                            .asText())
                    .isEqualTo("power_import_w");
            assertThat(told().path("source").path("seal").asText()).isEqualTo("none");
        });
    }

    @Test
    void what_the_meter_said_word_for_word_is_only_kept_while_somebody_listens() throws Exception {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> told().path("readings").asInt() >= 1);
        assertThat(told().toString()).doesNotContain("\"said\"");

        try (BufferedReader stream = new BufferedReader(new InputStreamReader(
                Owner.stream(URI.create("http://127.0.0.1:" + village.port() + EKZ + "/stream"), village.token()),
                StandardCharsets.UTF_8))) {
            JsonNode energy = next(stream).path("quantities").path("energy_import_kwh");
            while (!energy.has("said")) {
                energy = next(stream).path("quantities").path("energy_import_kwh");
            }

            assertThat(energy.path("said").path("unit").asText()).isEqualTo("Wh");
            assertThat(energy.path("said").path("value").asText()).matches("[0-9]+");
        }
    }

    @Test
    void the_number_of_a_meter_is_at_a_place_of_its_own() throws Exception {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> told().path("readings").asInt() >= 1);

        assertThat(told().toString()).doesNotContain("LGZ1030000000001");
        assertThat(village.get(EKZ + "/identity")).contains("LGZ1030000000001");
    }

    @Test
    void a_meter_that_is_not_there_is_said_so() throws Exception {
        assertThat(village.ask("GET", "/api/app/meter/nobody", "").statusCode()).isEqualTo(404);
        assertThat(village.get("/api/app/meter/nobody/stream")).contains("No meter is called 'nobody'");
    }
}
