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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.polymeter.gateway.consumers.NodePackages;
import org.polymeter.gateway.web.Wire.Reply;

/** docs/spec/openapi.json and the server say the same. */
class OpenApiTest {

    /** Of the OpenAPI Initiative, for 3.1. */
    private static final String META_SCHEMA = "@seriousme/openapi-schema-validator/schemas/v3.1/schema.json";

    private static final String BASE = "https://polymeter.test/api/1/";

    private final List<Socket> listeners = new ArrayList<>();
    private JsonNode document;
    private SchemaRegistry schemas;
    private WebSink web;
    private Wire wire;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
        wire = new Wire(web.port());
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

        assertThat(new TreeSet<>(web.paths())).isEqualTo(documented);
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
                if (isStream(response)) {
                    assertStream(request);
                } else {
                    assertReply(status, reply(status, request), response, path.getKey());
                }
                walked.add(path.getKey() + " " + status);
            }
        }
        assertThat(walked).hasSizeGreaterThan(50);
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
            case 400 -> wire.get(path.replaceAll("\\?.*", "") + "?limit=0");
            case 404 -> wire.get(path.contains("/api/1/") ? path.replaceAll("[^/]+$", "no-such-thing") : path);
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
