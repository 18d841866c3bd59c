package org.polymeter.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.consumers.Snippets;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.simulator.Simulator.Sent;
import org.polymeter.gateway.web.Prometheus;

/** The demo's meters, as a real Prometheus sees them that was set up as docs/consumers/prometheus.md says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern WEB = Pattern.compile("http://localhost:(\\d+)/");
    private static final Pattern METRIC = Pattern.compile("polymeter_[a-z0-9_]+");

    @TempDir
    private static Path folder;

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final StringWriter table = new StringWriter();
    private Running demo;
    private Prometheus prometheus;
    private String metrics;

    @BeforeAll
    void scrape_until_every_meter_is_there() throws Exception {
        assumeTrue(Prometheus.isInstalled(), "prometheus is not installed; ./verify installs it");
        demo = Demo.start(
                new Wiring(InstantSource.system()),
                InstantSource.system(),
                OptionalInt.of(Mosquitto.freePort()),
                new PrintWriter(table),
                Map.of(),
                sent::add);
        Matcher web = WEB.matcher(table.toString());
        assertThat(web.find()).isTrue();
        String target = "127.0.0.1:" + web.group(1);
        String config = Snippets.of("docs/consumers/prometheus.md", "Scraping", "yaml");
        assertThat(config).contains("'192.168.1.10:8080'", "scrape_interval: 15s");
        Path token = Files.writeString(folder.resolve("polymeter.token"), "polymeter_example");
        prometheus = Prometheus.start(
                folder,
                config.replace("/etc/prometheus/polymeter.token", token.toString())
                        .replace("192.168.1.10:8080", target)
                        .replace("scrape_interval: 15s", "scrape_interval: 1s"));
        await().atMost(PATIENCE)
                .until(() -> prometheus
                                .query("count(polymeter_up == 1) == 17")
                                .at("/data/result")
                                .size()
                        == 1);
        // A rate needs two samples.
        await().atMost(PATIENCE)
                .until(() -> prometheus
                                .query("rate(polymeter_gateway_frames_total[1m])")
                                .at("/data/result")
                                .size()
                        > 0);
        metrics = get("http://" + target + "/metrics");
    }

    @AfterAll
    void close() {
        if (prometheus != null) {
            prometheus.close();
        }
        if (demo != null) {
            demo.close();
        }
    }

    @Test
    void three_meters_of_three_families_have_the_values_that_they_sent() throws Exception {
        assertSent("lgz1030000000001", "energy_import_kwh", "_total");
        assertSent("lgz1030000000001", "power_w", "");
        assertSent("e0000000000000005", "energy_export_kwh", "_total");
        assertSent("e0000000000000005", "voltage_l1_v", "");
        assertSent("g0000000000000006", "volume_m3", "_total");
        assertSent("pol-70000024-01-04", "heat_energy_kwh", "_total");
        assertSent("pol-70000024-01-04", "flow_temperature_c", "");
    }

    private void assertSent(String meter, String name, String suffix) throws InterruptedException {
        String query = "polymeter_" + name + suffix + "{meter=\"" + meter + "\"}";
        JsonNode result = prometheus.query(query).at("/data/result");
        assertThat(result.size()).as(query).isEqualTo(1);
        BigDecimal seen = new BigDecimal(result.get(0).at("/value/1").asText());
        assertThat(sent)
                .filteredOn(it -> it.meter().equals(meter) && it.values().containsKey(name))
                .extracting(it -> new BigDecimal(it.values().get(name)))
                .as(query)
                .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .anySatisfy(truth -> assertThat(truth).isEqualByComparingTo(seen));
    }

    @Test
    void promtool_has_nothing_to_say_of_the_text() throws Exception {
        assertThat(metrics).contains("# HELP polymeter_power_w Net active power, positive on import, W\n");
        assertThat(Prometheus.check(metrics, folder)).isEmpty();
    }

    @Test
    void the_queries_of_the_page_are_answered() throws Exception {
        for (String query : Snippets.of("docs/consumers/prometheus.md", "promql")) {
            JsonNode answer = prometheus.query(query.strip());
            assertThat(answer.path("status").asText()).as(query).isEqualTo("success");
            assertThat(answer.at("/data/result").isEmpty()).as(query).isEqualTo(query.contains("== 0"));
        }
    }

    @Test
    void every_expression_of_the_dashboard_is_understood_and_those_of_what_there_is_have_data() throws Exception {
        JsonNode dashboard =
                new ObjectMapper().readTree(Files.readString(Snippets.file("docs/grafana/prometheus.json")));
        List<String> expressions = dashboard.findValuesAsText("expr");
        int withData = 0;
        for (String expression : expressions) {
            String query = expression.replace("$meter", ".+").replace("$__rate_interval", "1m");
            assertThat(query).doesNotContain("$");
            JsonNode answer = prometheus.query(query);
            assertThat(answer.path("status").asText())
                    .as("%s: %s", query, answer)
                    .isEqualTo("success");
            if (exist(names(query))) {
                assertThat(answer.at("/data/result").isEmpty()).as(query).isFalse();
                withData++;
            }
        }
        assertThat(expressions).hasSizeGreaterThan(20);
        assertThat(withData)
                .as("a sound demo lacks rejects and nothing else")
                .isGreaterThanOrEqualTo(expressions.size() - 2);
    }

    @Test
    void what_the_page_tells_of_is_there() throws IOException {
        Set<String> promised = names(Files.readString(Snippets.file("docs/consumers/prometheus.md")));
        promised.removeIf(name -> name.endsWith("_rejected_total"));

        assertThat(promised)
                .hasSizeGreaterThan(8)
                .allMatch(name -> metrics.contains("\n" + name + "{") || metrics.startsWith(name));
    }

    private boolean exist(Set<String> names) {
        return names.stream().allMatch(name -> metrics.contains("\n" + name + "{"));
    }

    private static Set<String> names(String text) {
        Set<String> names = new TreeSet<>();
        Matcher name = METRIC.matcher(text);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    private static String get(String uri) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.ofString())
                .body();
    }
}
