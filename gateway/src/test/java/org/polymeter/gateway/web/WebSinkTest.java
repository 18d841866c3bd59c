package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.profile.ProfileJson;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.GatewayJson;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.web.Wire.Reply;

class WebSinkTest {

    private WebSink web;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
        wire = new Wire(web.port());
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void every_resource_is_what_mqtt_has_retained_byte_for_byte() throws IOException {
        assertThat(wire.get("/api/1/meter/house/state").body())
                .isEqualTo(text(ProfileJson.state(Site.HOUSE.state(), Map.of())));
        assertThat(wire.get("/api/1/meter/house/info").body())
                .isEqualTo(text(ProfileJson.info(Site.info("house", "House"), "cellar", false)))
                .contains("SERIAL-house");
        assertThat(wire.get("/api/1/meter/house/status").body()).isEqualTo("online");
        assertThat(wire.get("/api/1/meter/gas/status").body()).isEqualTo("offline");
        assertThat(wire.get("/api/1/meter/house/value/power_w").body()).isEqualTo("-543");
        assertThat(wire.get("/api/1/meter/house/value/message").body()).isEqualTo("Grüezi \"Nachbar\"");
        assertThat(wire.get("/api/1/gateway/cellar/status").body()).isEqualTo("online");
        assertThat(wire.get("/api/1/gateway/cellar/info").body())
                .isEqualTo(text(GatewayJson.info(Site.GATEWAY, "cellar", "1.2.3")));
        assertThat(wire.get("/api/1/gateway/cellar/stats").body())
                .isEqualTo(text(GatewayJson.stats(Site.COUNTED, "cellar")));
    }

    @Test
    void what_is_json_says_so_and_what_is_text_too() throws IOException {
        assertThat(wire.get("/api/1/meter/house/state").header("content-type")).isEqualTo("application/json");
        assertThat(wire.get("/api/1/meter/house/value/power_w").header("content-type"))
                .isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void the_list_of_meters_has_status_info_and_state_of_each_by_id() throws IOException {
        JsonNode list = json(wire.get("/api/1/meter"));

        assertThat(list.findValuesAsText("status")).containsExactly("offline", "online");
        assertThat(list.get(1).get("meter").asText()).isEqualTo("house");
        assertThat(list.get(1).get("info").get("name").asText()).isEqualTo("House");
        assertThat(list.get(1).get("state").get("values").get("power_w").asInt())
                .isEqualTo(-543);
        assertThat(json(wire.get("/api/1/meter/house"))).isEqualTo(list.get(1));
    }

    @Test
    void a_long_list_comes_in_pages_that_lead_to_the_next_and_lose_nothing() throws IOException {
        for (int i = 0; i < 5; i++) {
            web.write(List.of(new Fact.Alive("meter-" + i, true)));
        }
        List<String> seen = new ArrayList<>();
        String next = "/api/1/meter?limit=3";
        int pages = 0;
        while (!next.isEmpty()) {
            Reply page = wire.get(next);
            json(page).forEach(meter -> seen.add(meter.get("meter").asText()));
            next = page.header("link").replaceAll("<(.*)>; rel=\"next\"", "$1");
            pages++;
        }

        assertThat(pages).isEqualTo(3);
        assertThat(seen).containsExactly("gas", "house", "meter-0", "meter-1", "meter-2", "meter-3", "meter-4");
    }

    @Test
    void who_has_it_already_is_told_so() throws IOException {
        Reply first = wire.get("/api/1/meter/house/state");
        String tag = first.header("etag");
        assertThat(tag).matches("\"[0-9a-f]{32}\"");
        assertThat(first.header("cache-control")).isEqualTo("no-cache");

        Reply again = wire.get("/api/1/meter/house/state", "If-None-Match: \"other\", W/" + tag);
        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.header("etag")).isEqualTo(tag);

        web.write(List.of(new Fact.Known(Site.heard("house", 7).reading(), Map.of(), List.of())));
        Reply news = wire.get("/api/1/meter/house/state", "If-None-Match: " + tag);
        assertThat(news.status()).isEqualTo(200);
        assertThat(news.header("etag")).isNotEqualTo(tag);
    }

    @Test
    void head_is_get_without_the_body() throws IOException {
        Reply get = wire.get("/api/1/meter/house/state");
        Reply head = wire.ask("HEAD", "/api/1/meter/house/state");

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("content-length")).isEqualTo(get.header("content-length"));
        assertThat(head.header("etag")).isEqualTo(get.header("etag"));
        assertThat(wire.ask("HEAD", "/api/1/stream?topic=%23").header("content-type"))
                .isEqualTo("text/event-stream");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "GE", "FOO"})
    void nothing_can_be_changed(String method) throws IOException {
        Reply reply = wire.ask(method, "/api/1/meter/house/state");

        assertThat(reply.status()).isEqualTo(405);
        assertThat(reply.header("allow")).isEqualTo("GET, HEAD");
        assertProblem(reply, 405, "/api/1/meter/house/state", "there are: GET");
    }

    @Test
    void errors_say_what_is_wrong_and_what_to_do() throws IOException {
        assertProblem(
                wire.get("/api/1/meter/hause/state"),
                404,
                "/api/1/meter/hause/state",
                "No meter is called 'hause'. Those there are, are in /api/1/meter.");
        assertProblem(
                wire.get("/api/1/meter/house/value/power"),
                404,
                "/api/1/meter/house/value/power",
                "Meter 'house' has no value 'power' now. Those it has are in /api/1/meter/house/state.");
        assertProblem(
                wire.get("/api/1/gateway/attic/info"),
                404,
                "/api/1/gateway/attic/info",
                "No gateway is called 'attic' here. This one is 'cellar'; see /api/1/gateway.");
        assertProblem(wire.get("/api/1/meter?limit=many"), 400, "/api/1/meter", "from 1 to 1000");
        assertProblem(wire.get("/api/1/stream"), 400, "/api/1/stream", "/api/1/stream?topic=meter/+/reading");
        assertProblem(wire.get("/api/1/stream?topic=a%23"), 400, "/api/1/stream", "'a#' is no MQTT topic filter");
        assertProblem(wire.get("/"), 404, "/", "/api/1/openapi.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/1/schema/../../../../etc/passwd",
                "/api/1/schema/..%2F..%2F..%2Fmain.properties",
                "/api/1/%2e%2e/openapi.json",
                "/api/1/schema/WebSink.class",
                "/api/1/schema/",
                "/api/1//meter",
                "/api/1/meter/{meter}/state",
                "//api/1/meter",
            })
    void a_path_leads_nowhere_but_where_the_routes_say(String path) throws IOException {
        assertThat(wire.get(path).status()).isIn(404, 400);
    }

    @Test
    void what_is_gone_is_not_there() throws IOException {
        web.write(List.of(new Fact.Known(Site.heard("house", 7).reading(), Map.of(), List.of("message"))));
        assertThat(wire.get("/api/1/meter/house/value/message").status()).isEqualTo(404);

        web.write(List.of(new Fact.Removed("house", List.of("power_w"))));
        assertThat(wire.get("/api/1/meter/house/state").status()).isEqualTo(404);
        assertThat(wire.get("/api/1/meter").body()).doesNotContain("house");
    }

    @Test
    void where_privacy_asks_for_it_no_serial_number_is_shown() throws IOException {
        ProfileSettings hashed =
                new ProfileSettings(Site.PROFILE.topics(), "1.2.3", source -> ProfileSettings.Raw.OFF, true);
        WebSink other = WebSink.listen(
                new WebSettings("127.0.0.1", 0, Set.of(), hashed, Optional.empty()),
                InstantSource.fixed(Site.NOON),
                () -> Site.COUNTED,
                Optional.empty(),
                () -> Tariffs.NONE,
                Gate.OPEN,
                List.of());
        try (other) {
            other.write(Site.facts());
            Wire to = new Wire(other.port());
            assertThat(to.get("/api/1/meter").body() + to.get("/metrics").body())
                    .doesNotContain("SERIAL");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost", "127.0.0.1:8080", "[::1]:8080", "cellar", "pi.local", "gw.home.arpa", "192.168.1.7"
            })
    void it_answers_to_names_that_no_stranger_can_own(String host) throws IOException {
        assertThat(wire.get("/api/1/gateway", "Host: " + host).status()).isEqualTo(200);
    }

    @Test
    void a_web_page_that_points_its_own_name_to_us_reads_nothing() throws IOException {
        Reply reply = wire.get("/api/1/meter", "Host: evil.example:8080");
        assertProblem(reply, 421, "/api/1/meter", "add the name to 'hosts'");

        try (WebSink named = Site.open(Set.of("meters.example.org"))) {
            Wire to = new Wire(named.port());
            assertThat(to.get("/api/1/meter", "Host: Meters.Example.ORG:443").status())
                    .isEqualTo(200);
            assertThat(to.get("/api/1/meter", "Host: evil.example").status()).isEqualTo(421);
        }
    }

    @Test
    void no_page_from_elsewhere_may_read_by_a_browser() throws IOException {
        assertThat(wire.get("/api/1/meter", "Origin: https://evil.example").headers())
                .doesNotContainKey("access-control-allow-origin");
    }

    @Test
    void a_request_that_is_too_large_costs_little() throws IOException {
        String path = "/api/1/meter?after=" + "a".repeat(1_000_000);
        assertThat(refused(() -> wire.get(path))).isTrue();
        assertThat(refused(() -> wire.get("/api/1/meter", "X-Filler: " + "a".repeat(1_000_000))))
                .isTrue();
        String[] many = new String[1_000];
        Arrays.fill(many, "X-Filler: a");
        assertThat(refused(() -> wire.get("/api/1/meter", many))).isTrue();
        try (Socket upload = wire.open("POST /api/1/meter HTTP/1.1\r\nContent-Length: 999999999999\r\n\r\n")) {
            assertThat(Wire.line(Wire.buffered(upload))).contains(" 405 ");
        }
        assertThat(wire.get("/api/1/gateway").status())
                .as("it is as well as before")
                .isEqualTo(200);
    }

    @Test
    void a_port_that_is_taken_is_said_so() {
        assertThatThrownBy(() -> WebSink.listen(
                        new WebSettings("127.0.0.1", web.port(), Set.of(), Site.PROFILE, Optional.empty()),
                        InstantSource.fixed(Site.NOON),
                        () -> Site.COUNTED,
                        Optional.empty(),
                        () -> Tariffs.NONE,
                        Gate.OPEN,
                        List.of()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("the http output cannot listen at 127.0.0.1:" + web.port());
    }

    private interface Attempt {
        Reply make() throws IOException;
    }

    /** An error, or a connection that was closed while we still sent. */
    private static boolean refused(Attempt attempt) {
        try {
            return attempt.make().status() != 200;
        } catch (IOException closed) {
            return true;
        }
    }

    private static void assertProblem(Reply reply, int status, String instance, String detail) throws IOException {
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.header("content-type")).isEqualTo("application/problem+json");
        JsonNode problem = json(reply);
        assertThat(problem.get("status").asInt()).isEqualTo(status);
        assertThat(problem.get("instance").asText()).isEqualTo(instance);
        assertThat(problem.get("detail").asText()).contains(detail);
    }

    private static JsonNode json(Reply reply) throws IOException {
        return new ObjectMapper().readTree(reply.body());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
