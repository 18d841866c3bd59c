package org.polymeter.gateway.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(Secrets.unmasked(Secrets.masked(TEXT), TEXT, "polymeter.yaml"))
                .isEqualTo(TEXT);
    }

    @Test
    void a_secret_is_found_again_where_its_source_went() throws Refusal {
        String moved = """
                secret: new
                sources:
                  - {id: p2, broker: {user: me, password: "********"}}
                  - {id: p1, key: "********"}
                """;
        assertThat(Secrets.unmasked(moved, TEXT, "polymeter.yaml"))
                .contains("password: \"open: sesame\"}", "key: 00112233}", "secret: new");
    }

    @Test
    void a_mask_where_no_secret_was_is_refused_with_its_line() {
        assertThatThrownBy(() -> Secrets.unmasked("a: 1\nb: \"********\"\n", TEXT, "polymeter.yaml"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .hasToString(
                                        "polymeter.yaml:2: a secret that is shown as ******** was not here before – enter"
                                                + " it anew"));
    }

    @Test
    void what_is_no_yaml_shows_no_secret_either() {
        assertThat(Secrets.masked("key: 00112233\n\tbad: [")).doesNotContain("00112233");
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
    void a_file_that_is_there_is_never_written_over(@TempDir Path folder) throws Exception {
        Tree.Branch wanted = new Tree.Branch(Map.of("secret", new Tree.Leaf("one")));
        new KeyFolder(folder, folder).moved(wanted, Tree.Branch.EMPTY);
        Tree.Branch again = new Tree.Branch(Map.of("secret", new Tree.Leaf("two")));

        assertThat(new KeyFolder(folder, folder).moved(again, Tree.Branch.EMPTY).text("secret-file"))
                .contains("secret-2");
        assertThat(folder.resolve("secret")).hasContent("one");
    }
}
