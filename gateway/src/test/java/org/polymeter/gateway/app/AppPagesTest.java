package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.consumers.NodePackages;
import org.polymeter.gateway.consumers.Snippets;

/** The files of the app, as they are sent. */
class AppPagesTest {

    private static final Path FOLDER = Snippets.file("gateway/src/main/resources/org/polymeter/gateway/app");

    private final HttpClient client = HttpClient.newHttpClient();
    private Street street;

    @BeforeEach
    void open() throws IOException {
        street = Street.open();
    }

    @AfterEach
    void close() {
        street.close();
    }

    @Test
    void every_module_is_sound_and_has_its_imports() throws Exception {
        for (String module : modules()) {
            String text = get("/app/" + module).body();
            Process node = new ProcessBuilder(NodePackages.node(), "--input-type=module", "--check", "-")
                    .redirectErrorStream(true)
                    .start();
            node.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            node.getOutputStream().close();

            assertThat(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .as(module)
                    .isEmpty();
            for (String imported : Bundles.importsOf(module, text)) {
                assertThat(get("/app/" + imported).statusCode())
                        .as(module + " imports " + imported)
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void the_first_page_comes_as_one_module_and_others_import_it() throws Exception {
        assertThat(get("/app/app.js").body())
                .contains("// core/live.js", "// core/today.js", "// pages/now.js")
                .doesNotContain("from './core", "from './pages");
        assertThat(get("/app/pages/meters.js").body())
                .contains("from '/app/app.js'")
                .contains("from '../vendor/preact.js'")
                .doesNotContain("/core/");
        assertThat(get("/app/pages/add/place.js").body())
                .contains("from '/app/app.js'")
                .doesNotContain("/core/");
        assertThat(get("/app/style.css").body()).contains(".skip", ".trouble", ".now-one");
    }

    @Test
    void whoever_may_read_is_told_to_ask_for_the_values_at_once() throws Exception {
        assertThat(get("/").body()).contains("/api/app/state");

        JsonNode state = new ObjectMapper().readTree(get("/api/app/state").body());

        assertThat(state.findValuesAsText("topic")).contains("gateway/street/info");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"de-CH,en;q=0.9|de", "en;q=0.5, nl;q=0.7|nl", "es|en", "|en", "xx,fr|fr", "it;q=0|it"})
    void the_document_is_in_the_language_that_the_reader_reads_best(String wishes, String language) throws Exception {
        assertThat(get("/", "Accept-Language", wishes == null ? "" : wishes).body())
                .contains("<html lang=\"" + language + "\">", "/app/lang/" + language + "/common");
    }

    @Test
    void what_a_reader_has_chosen_wins() throws Exception {
        assertThat(get("/", "Cookie", "a=b; language=it").body()).contains("<html lang=\"it\">");
        assertThat(get("/", "Cookie", "language=zz").body()).contains("<html lang=\"en\">");
    }

    @Test
    void the_words_of_several_pages_come_at_once() throws Exception {
        JsonNode words = new ObjectMapper()
                .readTree(get("/app/lang/fr/common+now+nothing.json").body());

        assertThat(words.at("/now/grid_import").asText()).isEqualTo("du réseau");
        assertThat(words.at("/common/more").asText()).isEqualTo("Plus");
        assertThat(words.has("nothing")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/app/",
                "/app/AppPages.class",
                "/app/../demo.yaml",
                "/app/%2e%2e/demo.yaml",
                "/app/..%2fdemo.yaml",
                "/app/core/..%2f..%2f..%2fdemo.yaml",
                "/app/core%2ftext.js",
                "/app/lang/en/..+common.json",
                "/app/lang/xx/common.json",
                "/app/core/text.js%00.css",
                "/app/core/Text.js"
            })
    void nothing_else_is_sent(String path) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(404);
    }

    @Test
    void files_are_sent_compressed_and_not_twice() throws Exception {
        HttpResponse<String> first = get("/app/style.css", "Accept-Encoding", "gzip");
        assertThat(first.headers().firstValue("Content-Encoding")).hasValue("gzip");
        String tag = first.headers().firstValue("ETag").orElseThrow();

        assertThat(get("/app/style.css", "Accept-Encoding", "gzip", "If-None-Match", tag)
                        .statusCode())
                .isEqualTo(304);
    }

    private static List<String> modules() throws IOException {
        Set<String> modules = new TreeSet<>();
        modules.add("app.js");
        for (String folder : List.of("core", "pages")) {
            try (Stream<Path> files = Files.walk(FOLDER.resolve(folder))) {
                files.map(file -> FOLDER.relativize(file).toString())
                        .filter(name -> name.endsWith(".js"))
                        .forEach(modules::add);
            }
        }
        return List.copyOf(modules);
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + street.port() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
