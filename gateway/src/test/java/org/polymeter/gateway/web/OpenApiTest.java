package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.consumers.NodePackages;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.web.Wire.Reply;

/** docs/spec/openapi.json and the server say the same. */
class OpenApiTest {

    /** Of the OpenAPI Initiative, for 3.1. */
    private static final String META_SCHEMA = "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json";

    private static final String HISTORY = "/api/1/history";

    private static final String BASE = "https://polymeter.test/api/1/";

    private static final HistorySettings SETTINGS = HistorySettings.usual(ZoneOffset.UTC);

    /** A folder is no database. */
    @TempDir
    Path folder;

    private final List<Socket> listeners = new ArrayList<>();
    private JsonNode document;
    private SchemaRegistry schemas;
    private WebSink web;
    private WebSink unreadable;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
        wire = new Wire(web.port());
        unreadable = Site.open(Set.of(), Optional.of(new History(new Database.Sqlite(folder), SETTINGS)));
        document = new ObjectMapper().readTree(Files.readString(spec("openapi.json")));
        Map<String, String> documents = documents();
        schemas = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(documents));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket listener : listeners) {
            listener.close();
        }
        web.close();
        unreadable.close();
    }

    @Test
    void the_document_is_one_of_openapi() throws IOException {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(NodePackages.folder().resolve(META_SCHEMA)), InputFormat.JSON);
        assertThat(meta.validate(document.toString(), InputFormat.JSON)).isEmpty();
        assertThat(meta.validate(document.toString().replace("\"get\"", "\"gett\""), InputFormat.JSON))
                .as("the meta-schema finds what is wrong")
                .isNotEmpty();
    }

    @Test
    void every_path_that_is_there_is_in_the_document_and_no_other() {
        Set<String> documented = new TreeSet<>();
        document.get("paths").fieldNames().forEachRemaining(documented::add);

        Set<String> there = new TreeSet<>();
        web.routes().forEach(route -> there.add(route.template()));
        there.removeIf(path -> path.startsWith("/api/app/")); // for the app alone
        assertThat(there).isEqualTo(documented);
    }

    @Test
    void what_the_server_shows_is_the_document() throws IOException {
        assertThat(wire.get("/api/1/openapi.json").body()).isEqualTo(Files.readString(spec("openapi.json")));
    }

    @Test
    void every_answer_is_as_documented() throws IOException {
        List<String> walked = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
            JsonNode operation = path.getValue().get("get");
            for (Map.Entry<String, JsonNode> entry : operation.get("responses").properties()) {
                String request = path(path.getKey(), operation);
                int status = Integer.parseInt(entry.getKey());
                JsonNode response = resolved(entry.getValue());
                if (status == 503
                        && !isStream(resolved(operation.get("responses").get("200")))) {
                    assertReply(status, new Wire(unreadable.port()).get(request), response, path.getKey());
                } else if (isStream(response)) {
                    assertStream(request);
                } else {
                    assertReply(status, reply(status, request), response, path.getKey());
                }
                walked.add(path.getKey() + " " + status);
            }
        }
        assertThat(walked).hasSizeGreaterThan(90);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/1/history?resolution=reading&from=2025-01-14T11:00&to=now",
                "/api/1/history?resolution=quarter&point=gas-2",
                "/api/1/history?resolution=year&name=*",
                "/api/1/history/total?period=month&at=2025-01-14&compare=previous",
                "/api/1/history/total?point=gas&compare=year",
                "/api/1/history/profile?period=all&resolution=hour",
                "/api/1/history/meter?point=gas-2",
                "/api/1/history/event?point=gas",
            })
    void whatever_is_asked_of_the_history_is_answered_as_documented(String request) throws IOException {
        String path = request.replaceAll("\\?.*", "");
        JsonNode response = document.at("/paths/" + path.replace("/", "~1") + "/get/responses/200");

        Reply reply = wire.get(request);

        assertReply(200, reply, response, path);
        assertThat(reply.body()).doesNotContain("null").contains("gas");
    }

    @Test
    void every_reference_to_a_file_leads_to_one_that_is_served() throws IOException {
        for (String name : files()) {
            assertThat(wire.get("/api/1/" + name).status()).as(name).isEqualTo(200);
        }
    }

    /** Asks in the way that leads to that status. */
    private Reply reply(int status, String path) throws IOException {
        return switch (status) {
            case 200 -> wire.get(path);
            case 304 -> wire.get(path, "If-None-Match: " + wire.get(path).header("etag"));
            case 400 -> wire.get(path.replaceAll("\\?.*", "") + "?limit=0&resolution=never&period=never&month=never");
            case 404 ->
                path.startsWith(HISTORY)
                        ? wire.get(path + "?meter=no-such-thing")
                        : wire.get(path.contains("/api/1/") ? path.replaceAll("[^/]+$", "no-such-thing") : path);
            case 421 -> wire.get(path, "Host: evil.example");
            case 503 -> {
                while (listeners.size() < Streams.MOST) {
                    Socket listener = wire.open("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    listeners.add(listener);
                    Wire.line(listener.getInputStream());
                }
                yield wire.get(path);
            }
            default -> throw new AssertionError("no way to " + status + " is known");
        };
    }

    private void assertReply(int status, Reply reply, JsonNode response, String path) throws IOException {
        assertThat(reply.status()).as("%s %d: %s", path, status, reply.body()).isEqualTo(status);
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            assertThat(reply.body()).isEmpty();
            return;
        }
        String type = content.fieldNames().next();
        assertThat(reply.header("content-type")).as(path).startsWith(type);
        response.path("headers").fieldNames().forEachRemaining(header -> {
            if (!header.equals("Link")) {
                assertThat(reply.header(header.toLowerCase(Locale.ROOT)))
                        .as("%s %d %s", path, status, header)
                        .isNotEmpty();
            }
        });
        String pointer = "#/paths/" + path.replace("~", "~0").replace("/", "~1") + "/get/responses/" + status;
        assertSchema(reply, type, content.get(type).get("schema"), pointer);
    }

    /** {@code schema} may refer to a part of the document or to a file beside it. */
    private void assertSchema(Reply reply, String type, JsonNode schema, String where) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        JsonNode body = type.contains("json") ? mapper.readTree(reply.body()) : mapper.valueToTree(reply.body());
        String id = BASE + "probe-" + Integer.toHexString(where.hashCode()) + ".json";
        String text =
                schema.toString().replace("\"#/", "\"openapi.json#/").replaceFirst("\\{", "{\"\\$id\":\"" + id + "\",");
        Schema compiled = schemas.getSchema(SchemaLocation.of(id), text, InputFormat.JSON);
        assertThat(compiled.validate(body.toString(), InputFormat.JSON))
                .as("%s: %s", where, reply.body())
                .isEmpty();
    }

    private void assertStream(String path) throws IOException {
        try (Socket client = wire.open("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            InputStream in = client.getInputStream();
            assertThat(Wire.line(in)).contains(" 200 ");
            for (String line = ""; !line.startsWith("Content-type"); line = Wire.line(in)) {
                assertThat(line).isNotEqualTo(":");
            }
        }
    }

    private static boolean isStream(JsonNode response) {
        return response.path("content").has("text/event-stream");
    }

    /** The template with the examples of its parameters. */
    private String path(String template, JsonNode operation) {
        String path = template;
        Iterator<JsonNode> parameters = operation.path("parameters").elements();
        while (parameters.hasNext()) {
            JsonNode parameter = resolved(parameters.next());
            String name = parameter.get("name").asText();
            JsonNode example = parameter.path("example");
            if (parameter.get("in").asText().equals("path")) {
                path = path.replace("{" + name + "}", example.asText());
            } else if (parameter.path("required").asBoolean()) {
                path += "?" + name + "=" + example.get(0).asText();
            }
        }
        return path;
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Map<String, String> documents() throws IOException {
        Map<String, String> documents = new HashMap<>();
        for (String name : files()) {
            documents.put(BASE + name, Files.readString(spec(name)));
        }
        return documents;
    }

    private static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(spec("."))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .collect(Collectors.toList());
        }
    }

    /** Tests start in the module's folder or in the root. */
    private static Path spec(String name) {
        Path here = Path.of("docs/spec");
        return (Files.exists(here) ? here : Path.of("..").resolve(here)).resolve(name);
    }
}
