package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Captures of others, where their folder stands beside the checkout: nobody has to say what they are. */
class CapturesOfOthersTest {

    private static final Path FOLDER = folder();

    /** Every capture of a meter's port, by the file that says what is in it. */
    static Stream<Path> captures() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.startsWith(FOLDER.resolve("mqtt-raw")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void is_decoded_without_a_word_about_what_it_is(Path about) throws IOException {
        String said = Files.readString(about);
        boolean valid = said.contains("\"valid\": true") && !said.contains("\"fault\"");
        boolean sealed = said.contains("\"encrypted\": true");
        List<String> arguments = new ArrayList<>(List.of("decode", "-o", "json"));
        String gak = key("gak", said);
        String guek = key("guek", said);
        if (!guek.isEmpty()) {
            arguments.addAll(List.of("--key", guek));
        }
        if (!gak.isEmpty()) {
            arguments.addAll(List.of("--auth-key", gak));
        }
        if (valid && (said.contains("\"crcOk\": false") || said.contains("\"bccOk\": false"))) {
            arguments.add("--ignore-checksum");
        }
        arguments.add(capture(about).toString());
        String out = execute(arguments);
        if (!valid) {
            assertThat(out).contains("\"error\"");
        } else if (sealed && guek.isEmpty()) {
            assertThat(out)
                    .contains("\"code\":\"no_key\"")
                    .contains("\"systemTitle\":\"" + key("systemTitle", said) + '"')
                    .contains("\"securityControl\":\"" + key("securityControl", said) + '"')
                    .doesNotContain("\"values\"");
        } else {
            assertThat(out).contains("\"values\":[");
        }
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("captures")
    void is_found_by_detect(Path about) throws IOException {
        String said = Files.readString(about);
        boolean intact = said.contains("\"valid\": true")
                && !said.contains("crcOk\": false")
                && !said.contains("bccOk\": false");
        if (intact) {
            assertThat(execute(List.of("detect", capture(about).toString()))).contains("sources:");
        }
    }

    private static Path capture(Path about) {
        Path text = about.resolveSibling(about.getFileName().toString().replace(".json", ".txt"));
        return Files.exists(text)
                ? text
                : about.resolveSibling(about.getFileName().toString().replace(".json", ".hex"));
    }

    private static String key(String name, String about) {
        Matcher key = Pattern.compile("\"" + name + "\": \"([0-9a-fA-F]+)\"").matcher(about);
        return key.find() ? key.group(1) : "";
    }

    private static String execute(List<String> arguments) {
        StringWriter out = new StringWriter();
        Polymeter.of(new NoLauncher(), new PrintWriter(out), new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(new String[0]));
        return out.toString();
    }

    private static Path folder() {
        String stated = System.getProperty("polymeter.corpus", "");
        Path fromModule = Path.of("..", "..", "shared", "corpus");
        return stated.isEmpty() ? fromModule : Path.of(stated);
    }
}
