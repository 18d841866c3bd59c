package org.polymeter.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.gateway.consumers.Snippets;

/** What docs/history.md tells people to paste. */
class HistoryDocumentTest {

    private static final String PAGE = "docs/history.md";

    @TempDir
    Path folder;

    private WebSink web;

    @BeforeEach
    void open() throws IOException {
        web = Site.open();
    }

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void every_question_is_answered() throws Exception {
        List<String> commands = commands();

        assertThat(commands)
                .hasSizeGreaterThan(7)
                .allSatisfy(command -> assertThat(run(command))
                        .satisfies(answer -> assertThat(command.contains(" -o ") ? "" : answer)
                                .doesNotContain("[]}]}")));
        assertThat(folder.resolve("week.csv")).content().contains("house");
        assertThat(folder.resolve("week.csv.gz")).isNotEmptyFile();
    }

    @Test
    void the_answer_is_that_of_the_page() throws Exception {
        String question = commands().stream()
                .filter(command -> command.contains("resolution=hour"))
                .findFirst()
                .orElseThrow();

        assertThat(run(question)).isEqualTo(Snippets.of(PAGE, "Asking", "json").replaceAll("\\s", ""));
    }

    private static List<String> commands() {
        return Snippets.of(PAGE, "sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith("curl"))
                .toList();
    }

    private String run(String command) throws IOException, InterruptedException {
        String asked = command.replaceFirst("^curl", "curl -sS --fail-with-body")
                .replace("localhost:8080", "127.0.0.1:" + web.port());
        Process process = new ProcessBuilder("sh", "-c", asked)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", asked, answer).isZero();
        return answer;
    }
}
