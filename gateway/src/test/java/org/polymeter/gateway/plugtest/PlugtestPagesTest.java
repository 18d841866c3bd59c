package org.polymeter.gateway.plugtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.app.Village;

/** A plug-test of a gateway while it reads. */
class PlugtestPagesTest {

    private static final String PATH = "/api/app/plugtest";

    @TempDir
    Path folder;

    private Village village;

    @BeforeEach
    void open() throws IOException {
        village = Village.open(folder, """
                  - {id: netherlands, type: tcp, host: 127.0.0.1, port: "${DSMR5_PORT}", zone: Europe/Amsterdam}
                """);
    }

    @AfterEach
    void close() {
        village.close();
    }

    private JsonNode state() throws IOException, InterruptedException {
        return new ObjectMapper().readTree(village.get(PATH));
    }

    private int post(String body) throws IOException, InterruptedException {
        return village.ask("POST", PATH, body).statusCode();
    }

    private void untilHeard() {
        await().atMost(Duration.ofSeconds(40))
                .until(() -> village.get("/api/1/meter").contains("voltage_l1_v"));
    }

    @Test
    void before_the_first_there_is_none() throws Exception {
        assertThat(state().path("state").asText()).isEqualTo("none");
        assertThat(state().path("lists").toString()).contains("nl-dsmr-5");
        assertThat(village.ask("GET", PATH + ".html", "").statusCode()).isEqualTo(404);
    }

    @Test
    void it_hears_only_what_comes_while_it_runs_and_ends_by_itself() throws Exception {
        untilHeard();
        assertThat(post("{\"minutes\": 0.05}")).isEqualTo(200);
        assertThat(state().path("state").asText()).isEqualTo("running");
        assertThat(post("{\"minutes\": 1}")).as("a second one").isEqualTo(409);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> state().path("state").asText().equals("done"));

        JsonNode report = state().path("report");
        JsonNode meter = report.path("meters").get(0);
        assertThat(report.path("listened_s").asDouble()).isEqualTo(3.0);
        assertThat(meter.path("readings").asInt()).isBetween(1, 4);
        assertThat(meter.path("list").asText()).isEqualTo("nl-dsmr-5");
        assertThat(meter.path("faults").toString()).contains("power_failure_count");
        assertThat(report.path("sources").get(0).path("frames").asInt()).isBetween(1, 4);
    }

    @Test
    void it_can_be_ended_before_and_measured_by_another_list() throws Exception {
        untilHeard();
        assertThat(post("{\"minutes\": 60, \"lists\": {\"netherlands\": \"evn\"}}"))
                .isEqualTo(200);
        await().until(() -> state().path("readings").asInt() > 0);

        village.ask("DELETE", PATH, "");

        assertThat(state().path("state").asText()).isEqualTo("done");
        assertThat(state().path("report").path("meters").get(0).path("faults").toString())
                .contains("\"open\"");
        village.ask("PUT", PATH, "{\"lists\": {\"netherlands\": \"\"}}");
        assertThat(state().path("report").path("meters").get(0).path("faults").toString())
                .doesNotContain("\"open\"");
        assertThat(village.get(PATH + ".md")).contains("Netherlands, DSMR 5.0.2");
    }

    @Test
    void what_makes_no_sense_is_refused_with_the_reason() throws Exception {
        assertThat(post("{\"minutes\": 0}")).isEqualTo(400);
        assertThat(post("{\"minutes\": 100000}")).isEqualTo(400);
        assertThat(post("{\"lists\": {\"netherlands\": \"nobody\"}}")).isEqualTo(400);
        assertThat(post("minutes=5")).isEqualTo(400);
        assertThat(village.ask("POST", PATH, "{").body()).contains("JSON");
    }
}
