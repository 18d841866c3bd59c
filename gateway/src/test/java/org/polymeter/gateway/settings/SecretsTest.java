package org.polymeter.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.config.SecretWords;

class SecretsTest {

    private static final String TEXT = """
            secret: 'a long one'   # of privacy
            sources:
              - {id: p1, key: 00112233, auth-key-file: p1.auth}
              - id: p2
                broker: {user: me, password: "open: sesame", host: 192.168.1.5}
            outputs:
              - {type: mqtt, password: "${BROKER}"}
              - {type: http-post, url: "https://example.org/hook/4711", headers: {X-One: two}}
            """;

    @Test
    void no_secret_is_left_and_all_else_is() {
        assertThat(Secrets.masked(TEXT)).isEqualTo("""
                secret: "********"   # of privacy
                sources:
                  - {id: p1, key: "********", auth-key-file: p1.auth}
                  - id: p2
                    broker: {user: me, password: "********", host: 192.168.1.5}
                outputs:
                  - {type: mqtt, password: "${BROKER}"}
                  - {type: http-post, url: "https://example.org/********", headers: {X-One: "********"}}
                """);
    }

    @Test
    void what_was_hidden_comes_back_as_it_was() throws Refusal {
        assertThat(Masks.lifted(Secrets.masked(TEXT), TEXT, "polymeter.yaml")).isEqualTo(TEXT);
    }

    @Test
    void a_secret_is_found_again_where_its_source_went() throws Refusal {
        String moved = """
                secret: new
                sources:
                  - {id: p2, broker: {user: me, password: "********"}}
                  - {id: p1, key: "********"}
                """;
        assertThat(Masks.lifted(moved, TEXT, "polymeter.yaml"))
                .contains("password: \"open: sesame\"}", "key: 00112233}", "secret: new");
    }

    @Test
    void a_mask_where_no_secret_was_is_refused_with_its_line() {
        assertThatThrownBy(() -> Masks.lifted("a: 1\nb: \"********\"\n", TEXT, "polymeter.yaml"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .hasToString(
                                        "polymeter.yaml:2: a secret that is shown as ******** was not here before – enter"
                                                + " it anew"));
    }

    @Test
    void a_secret_goes_along_with_its_output_and_to_no_other_host() throws Refusal {
        String alpha = "  - {type: mqtt, host: alpha, password: one}\n";
        String beta = "  - {type: mqtt, host: beta, password: two}\n";
        String before = "outputs:\n" + alpha + beta;

        assertThat(lifted("outputs:\n" + beta, before)).isEqualTo("outputs:\n" + beta);
        assertThat(lifted("outputs:\n" + beta + alpha, before)).isEqualTo("outputs:\n" + beta + alpha);
        String changed = beta.replace("beta", "beta, version: 3");
        assertThat(lifted("outputs:\n" + changed + alpha, before)).isEqualTo("outputs:\n" + changed + alpha);
        assertThatThrownBy(() -> lifted("outputs:\n" + beta.replace("beta", "gamma"), before))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void what_looks_the_same_keeps_its_order_and_is_not_guessed_if_one_is_gone() throws Refusal {
        String one = "  - {type: http-post, url: https://hooks.example/1}\n";
        String two = "  - {type: http-post, url: https://hooks.example/2}\n";
        String before = "outputs:\n" + one + two;

        assertThat(lifted("# mine\n" + before, before)).isEqualTo("# mine\n" + before);
        assertThatThrownBy(() -> lifted("outputs:\n" + one, before)).isInstanceOf(Refusal.class);
    }

    @Test
    void an_output_that_has_moved_up_keeps_its_secret_where_it_is(@TempDir Path folder) throws Exception {
        String alpha = "{type: mqtt, host: alpha, password: one}";
        String beta = "{type: mqtt, host: beta, password: two}";
        Tree before = YamlText.of("outputs: [" + alpha + ", " + beta + "]").tree();
        Tree.Branch wanted =
                (Tree.Branch) YamlText.of("outputs: [" + beta + "]").tree();

        assertThat(new KeyFolder(folder, folder).moved(wanted, before)).isEqualTo(wanted);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void an_address_whose_host_is_another_one_does_not_stay_what_it_was() throws Refusal {
        Tree before =
                YamlText.of("{type: http-post, url: https://old.example/api}").tree();
        Tree.Branch shown = (Tree.Branch) Secrets.masked(before);
        Tree.Branch wanted = shown.with("url", new Tree.Leaf("https://new.example/********"));

        assertThat(Masks.lifted("outputs", shown, before)).isEqualTo(before);
        assertThatThrownBy(() -> Masks.lifted("outputs", wanted, before))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("enter it anew");
    }

    @Test
    void secrets_of_a_whole_key_are_found_again_in_its_list() throws Refusal {
        Tree.Branch tree = (Tree.Branch) YamlText.of(TEXT).tree();
        Tree.Branch shown = (Tree.Branch) Secrets.masked(tree);

        for (String key : tree.byKey().keySet()) {
            assertThat(Edits.set(key, shown.get(key).orElseThrow()).of(tree)).isEqualTo(tree);
        }
    }

    @Test
    void stars_in_a_new_block_are_refused() throws Refusal {
        Tree.Branch tree = (Tree.Branch) YamlText.of(TEXT).tree();
        Tree.Branch block = (Tree.Branch)
                YamlText.of("{type: mqtt, password: \"********\"}").tree();

        assertThatThrownBy(() -> Edits.add("outputs", block).of(tree)).isInstanceOf(Refusal.class);
    }

    @Test
    void what_is_no_yaml_shows_no_secret_either() {
        assertThat(Secrets.masked("key: 00112233\n\tbad: [")).doesNotContain("00112233");
    }

    @Test
    void of_what_is_no_yaml_all_lines_but_secrets_are_shown() throws Refusal {
        String broken = """
                secret: one, two   # three
                sources:
                  - id: p1
                    key: 00112233
                    port: /dev/ttyUSB0
                  - id: p2
                    "auth-key": |
                      00 11

                      22 33
                    port: [
                outputs:
                  - {type: mqtt, password: "o, ne
                     two", host: alpha}
                  - type: http-post
                    url: https://hooks.example/1
                    headers:
                      X-One: two
                """;
        String shown = """
                secret: ********
                sources:
                  - id: p1
                    key: ********
                    port: /dev/ttyUSB0
                  - id: p2
                    "auth-key": ********
                    port: [
                outputs:
                  - {type: mqtt, password: ********
                     ********
                  - type: http-post
                    url: https://hooks.example/********
                    headers:
                      ********
                """;
        assertThat(Secrets.masked(broken)).isEqualTo(shown);
        assertThat(Masks.lifted(shown, broken, "polymeter.yaml")).isEqualTo(broken);
    }

    @Test
    void a_file_with_an_anchor_can_be_changed_around_its_secrets() throws Refusal {
        String before = """
                sources:
                  - id: p1
                    broker: &broker
                      password: one
                  - id: p2
                    broker: *broker
                    key: 00112233
                """;
        String wanted = "# mine\n" + before.replace("p2\n", "p2 # second\n    # of two\n");

        assertThat(lifted(wanted, before)).isEqualTo(wanted);
        assertThatThrownBy(() -> lifted(wanted.replace("id: p2", "id: p3"), before))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void what_was_no_yaml_can_be_mended() throws Refusal {
        String broken = """
                sources:
                  - id: p1
                    port: [
                    key: 00112233
                  - {id: p2, key: "4455"}
                """;
        String shown = Secrets.masked(broken).replace("port: [", "port: /dev/ttyUSB0");

        assertThat(Masks.lifted(shown, broken, "polymeter.yaml"))
                .isEqualTo(broken.replace("port: [", "port: /dev/ttyUSB0"));
    }

    @Test
    void where_lines_are_not_unique_a_secret_is_not_guessed() throws Refusal {
        String alpha = "  - type: mqtt\n    password: one\n    host: alpha\n";
        String beta = "  - type: mqtt\n    password: two\n    host: beta\n";
        String hidden = beta.replace("two", "********");
        String broken = "port: [\noutputs:\n" + alpha;

        assertThat(Masks.lifted("outputs:\n" + hidden, broken + beta, "polymeter.yaml"))
                .isEqualTo("outputs:\n" + beta);
        assertThatThrownBy(() -> Masks.lifted("outputs:\n" + hidden, broken, "polymeter.yaml"))
                .isInstanceOf(Refusal.class);
        String flow = "  - {type: mqtt, password: ********, host: beta}\n";
        String other = broken.replace(alpha, "") + flow.replace("beta", "alpha").replace("********", "one");
        assertThatThrownBy(() -> Masks.lifted("outputs:\n" + flow, other, "polymeter.yaml"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Masks.lifted("outputs:\n" + hidden, broken + beta + beta, "polymeter.yaml"))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> Masks.lifted("outputs:\n" + hidden + hidden, broken + beta, "polymeter.yaml"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .extracting(it -> it.where().line())
                                .containsExactly(3, 6));
    }

    @Test
    void only_secrets_that_are_new_go_to_files(@TempDir Path folder) throws Exception {
        Tree before = YamlText.of(TEXT).tree();
        Tree.Branch wanted =
                (Tree.Branch) YamlText.of(TEXT.replace("open: sesame", "other")).tree();
        KeyFolder keys = new KeyFolder(folder.resolve("data/keys"), folder);

        Tree.Branch moved = keys.moved(wanted, before);

        assertThat(YamlWriter.flow(moved.items("sources").list().get(0))).contains("key: 00112233");
        assertThat(YamlWriter.flow(moved.items("sources").list().get(1)))
                .contains("password-file: data/keys/sources-p2-broker-password")
                .doesNotContain("other");
        assertThat(folder.resolve("data/keys/sources-p2-broker-password")).hasContent("other");
        keys.undo();
        assertThat(folder.resolve("data/keys")).isEmptyDirectory();
    }

    @Test
    void the_key_of_a_certificate_is_the_name_of_a_file_and_stays(@TempDir Path folder) throws Exception {
        String text = "outputs:\n  - type: http\n    tls: {certificate: c.pem, key: k.pem}\n";
        Tree.Branch wanted = (Tree.Branch) YamlText.of(text).tree();

        assertThat(new KeyFolder(folder, folder).moved(wanted, Tree.Branch.EMPTY))
                .isEqualTo(wanted);
        assertThat(Secrets.masked(text)).isEqualTo(text);
        assertThat(Secrets.masked(wanted)).isEqualTo(wanted);
    }

    @Test
    void why_a_text_is_no_yaml_is_said_by_line_and_not_by_what_stands_there() {
        assertThatThrownBy(() -> YamlText.of("a: 1\npassword: \"hunter2\nsecret: [x"))
                .hasMessageContaining("This is not YAML: line ")
                .hasMessageNotContaining("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2#a,b}c",
                "\"password\": \"hunter2, b\"",
                "{type: mqtt, password: hunter2#a,b, prot: 1}",
                "{token: 'hunter2 # a', prot: 1}",
                "password: hunter2, a b # a comment"
            })
    void of_a_line_in_a_problem_the_secret_is_hidden_to_its_end(String line) {
        assertThat(SecretWords.masked(line, "***"))
                .contains("***")
                .doesNotContain("hunter2")
                .doesNotContain("a,b")
                .doesNotContain("a b")
                .doesNotContain("# a'");
    }

    @Test
    void a_file_that_is_there_is_never_written_over(@TempDir Path folder) throws Exception {
        Tree.Branch wanted = new Tree.Branch(Map.of("secret", new Tree.Leaf("one")));
        new KeyFolder(folder, folder).moved(wanted, Tree.Branch.EMPTY);
        Tree.Branch again = new Tree.Branch(Map.of("secret", new Tree.Leaf("two")));

        assertThat(new KeyFolder(folder, folder).moved(again, Tree.Branch.EMPTY).text("secret-file"))
                .contains("secret-2");
        assertThat(folder.resolve("secret")).hasContent("one");
    }

    /** What becomes of a text that is shown, and saved as it was shown. */
    private static String lifted(String wanted, String before) throws Refusal {
        return Masks.lifted(Secrets.masked(wanted), before, "polymeter.yaml");
    }
}
