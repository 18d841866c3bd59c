package org.polymeter.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.post.Form;
import org.polymeter.gateway.post.PostSettings;

class HttpPostReaderTest {

    @TempDir
    Path folder;

    @Test
    void a_url_is_enough() throws Exception {
        assertThat(read("{type: http-post, url: 'http://nas:8000/in?site=7'}"))
                .isEqualTo(new PostSettings(
                        URI.create("http://nas:8000/in?site=7"), Form.ARRAY, 200, false, Map.of(), Optional.empty()));
    }

    @Test
    void a_url_that_is_a_secret_may_come_from_the_environment() throws Exception {
        assertThat(read("{type: http-post, url: '${HOOK}'}").url()).hasToString("https://hooks.example/s3cret");
    }

    @Test
    void form_size_and_packing_may_be_chosen() throws Exception {
        PostSettings settings = read("{type: http-post, url: 'http://nas', format: ndjson, batch: 50, gzip: true}");

        assertThat(settings.form()).isEqualTo(Form.NDJSON);
        assertThat(settings.batch()).isEqualTo(50);
        assertThat(settings.packed()).isTrue();
    }

    @Test
    void who_we_are_is_a_token_a_user_or_a_header_of_ones_own() throws Exception {
        Files.writeString(folder.resolve("token"), "s3cret\n");
        Files.writeString(folder.resolve("password"), "hunter2\n");

        assertThat(read("{type: http-post, url: 'http://nas', token-file: token}")
                        .headers())
                .containsExactly(Map.entry("Authorization", "Bearer s3cret"));
        assertThat(read("{type: http-post, url: 'http://nas', user: u, password-file: password}")
                        .headers())
                .containsExactly(Map.entry("Authorization", "Basic dTpodW50ZXIy"));
        assertThat(read("{type: http-post, url: 'http://nas', headers: {X-Api-Key: '${KEY}'}}")
                        .headers())
                .containsExactly(Map.entry("X-Api-Key", "k3y"));
    }

    @Test
    void what_contradicts_itself_is_told_without_secrets() {
        assertThat(problems("{type: http-post, url: 'http://nas', token: s3cret, user: u, password: hunter2}"))
                .contains("output 1 has both 'token' and 'user' – keep one")
                .doesNotContain("s3cret", "hunter2");
        assertThat(problems("{type: http-post, url: 'http://nas', token: s3cret, headers: {authorization: hunter2}}"))
                .contains("output 1 says twice who we are")
                .doesNotContain("s3cret", "hunter2");
        assertThat(problems("{type: http-post, url: 'http://nas', password: hunter2}"))
                .contains("output 1 has a password but no 'user'");
        assertThat(problems("{type: http-post, url: 'http://nas', format: object, batch: 5}"))
                .contains("'batch' in output 1 has no effect with format: object");
    }

    @Test
    void headers_that_cannot_be_are_told_without_their_value() {
        assertThat(problems("{type: http-post, url: 'http://nas', headers: {Content-Length: s3cret}}"))
                .contains("header 'Content-Length' is set by Polymeter, or by nobody")
                .doesNotContain("s3cret");
        for (String header : List.of("'X Site': s3cret", "X-Site: s3crét", "X-Site: \"s3cret\\nX-Other: 1\"")) {
            assertThat(problems("{type: http-post, url: 'http://nas', headers: {" + header + "}}"))
                    .contains("is not letters, digits and signs of ASCII")
                    .doesNotContain("s3c");
        }
    }

    @Test
    void a_url_that_is_none_is_told_and_not_shown() {
        assertThat(problems("{type: http-post}"))
                .contains("output 1 has no 'url' – where messages go, such as https://");
        assertThat(problems("{type: http-post, url: 'hooks.example/s3cret'}"))
                .contains("'url' in output 1 is no address – expected http:// or https://")
                .doesNotContain("s3cret");
        assertThat(problems("{type: http-post, url: 'http://boss:hunter2@nas/'}"))
                .contains("'url' in output 1 holds a user")
                .doesNotContain("hunter2");
    }

    @Test
    void keys_of_other_outputs_are_told_without_secrets() {
        assertThat(
                        problems(
                                "{type: http-post, headers: {X-A: s3cret, X-B: s3cret}, url: 'https://nas/h00k?k=t0ken', port: 80}"))
                .contains("'port' does not belong in output 1")
                .doesNotContain("s3cret", "h00k", "t0ken");
    }

    private PostSettings read(String output) throws ConfigException {
        Configuration configuration = reader().read("polymeter.yaml", folder, yaml(output));
        return ((OutputConfig.HttpPost) configuration.outputs().getFirst()).settings();
    }

    private String problems(String output) {
        return String.valueOf(
                catchThrowableOfType(ConfigException.class, () -> reader().read("polymeter.yaml", folder, yaml(output)))
                        .getMessage());
    }

    private static String yaml(String output) {
        return "sources: [{id: p1, type: stdin}]\noutputs:\n  - " + output + "\n";
    }

    private static ConfigReader reader() {
        return new ConfigReader(Map.of("HOOK", "https://hooks.example/s3cret", "KEY", "k3y"), Set.of(), "cellar");
    }
}
