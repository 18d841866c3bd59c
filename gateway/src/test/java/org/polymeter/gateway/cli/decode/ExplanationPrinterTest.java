package org.polymeter.gateway.cli.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.explain.Explanation;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;
import picocli.CommandLine.Help.Ansi;

/**
 * What people see of one frame of each link. Beside every {@code .frame} is a {@code .txt} with all that
 * is printed of it; {@code -Dbless=true} writes it anew, and then it is to be read.
 */
class ExplanationPrinterTest {

    private static final int WIDTH = 100;

    static Stream<String> frames() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".frame"))
                    .map(name -> name.substring(0, name.length() - ".frame".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("frames")
    void a_frame_is_explained_to_its_last_byte(String name) throws IOException {
        Path golden = folder().resolve(name + ".txt");
        List<String> lines = Files.readAllLines(folder().resolve(name + ".frame"));
        String printed = printed(lines);
        if (Boolean.getBoolean("bless")) {
            Files.writeString(golden, printed);
        }
        assertThat(printed)
                .as(golden.getFileName() + "; run the tests with -Dbless=true to write it anew")
                .isEqualTo(Files.readString(golden));
        assertThat(printed.lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(WIDTH));
        List<String> keys = keys(lines);
        assertThat(keys).allSatisfy(key -> assertThat(printed.replace(" ", "")).doesNotContain(key));
    }

    private static String printed(List<String> frame) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text) {
            @Override
            public void println() {
                write('\n');
            }
        };
        byte[] bytes = HexFormat.of()
                .parseHex(String.join(
                        "", frame.stream().filter(line -> !line.contains(" ")).toList()));
        Link link = Link.named(frame.getFirst().substring("link ".length())).orElseThrow();
        List<String> given = keys(frame);
        Keys keys = Keys.NONE;
        if (!given.isEmpty()) {
            keys = Keys.of(HexFormat.of().parseHex(given.getFirst()));
        }
        if (given.size() > 1) {
            keys = keys.withAuthentication(HexFormat.of().parseHex(given.get(1)));
        }
        List<Explanation> explanations = new ArrayList<>();
        MeterStream stream = MeterStream.of(Options.of(link).withKeys(keys).explaining(), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame whole) {}

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}

            @Override
            public void explained(Explanation explanation) {
                explanations.add(explanation);
            }
        });
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        explanations.forEach(explanation -> new ExplanationPrinter(out, Ansi.OFF).print(explanation));
        return text.toString();
    }

    private static List<String> keys(List<String> frame) {
        return frame.stream()
                .filter(line -> line.startsWith("keys "))
                .flatMap(line -> Stream.of(line.substring("keys ".length()).split(" ", -1)))
                .toList();
    }

    /** Where they are written, too; tests run in the module's folder or in the checkout's. */
    private static Path folder() {
        Path inModule = Path.of("src/test/resources/org/polymeter/gateway/cli/decode/explain");
        return Files.isDirectory(inModule) ? inModule : Path.of("gateway").resolve(inModule);
    }
}
