package org.polymeter.codec.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.Corpus;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

/**
 * Coverage-guided fuzzing of every framer and decoder (Jazzer), a short run of it. A long one:
 *
 * <pre>
 * mvn -pl codec test -Dtest=FuzzTest -Dpolymeter.fuzz.runs=20000000 -Dpolymeter.fuzz.seconds=1200
 * </pre>
 *
 * Inputs that were found wanting lie in {@code src/test/resources/.../fuzz/<target>} and are tried first.
 */
@Execution(ExecutionMode.CONCURRENT)
class FuzzTest {

    private static final int RUNS = Integer.getInteger("polymeter.fuzz.runs", 20_000);
    private static final int SECONDS = Integer.getInteger("polymeter.fuzz.seconds", 60);
    private static final String ONLY = System.getProperty("polymeter.fuzz.only", "");
    private static final Path FINDINGS = Path.of("src/test/resources/org/polymeter/codec/fuzz");
    private static final Path WORK = Path.of("target/fuzz");
    private static final Pattern DONE = Pattern.compile("Done (\\d+) runs in (\\d+) second");

    /** The slow ones first, so that none of them is the last, alone. */
    static Stream<String> targets() {
        return Fuzzed.TARGETS.keySet().stream()
                .filter(target -> ONLY.isEmpty() || target.matches(ONLY))
                .sorted(Comparator.comparing(target -> !target.endsWith("-auto")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("targets")
    void no_bytes_do_any_harm(String target) throws IOException, InterruptedException {
        Path work = Files.createDirectories(WORK.resolve(target)).toAbsolutePath();
        Path log = work.resolve("log.txt");
        Process fuzzer = new ProcessBuilder(command(target, work, seeds(target, work)))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        int exit = fuzzer.waitFor();
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        Matcher done = DONE.matcher(said);
        assertThat(exit).as("%s; what it said:%n%s", target, tail(said)).isZero();
        assertThat(done.find()).as(tail(said)).isTrue();
        System.out.println("fuzz " + target + ": " + done.group(1) + " runs in " + done.group(2) + " s, nothing found");
    }

    private static List<String> command(String target, Path work, Path seeds) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:+EnableDynamicAgentLoading",
                "-Dpolymeter.fuzz.target=" + target,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + Fuzzed.class.getName(),
                "--instrumentation_includes=org.polymeter.codec.**",
                "--custom_hook_excludes=**", // they look for injections into databases and the like
                "-runs=" + RUNS,
                "-max_total_time=" + SECONDS,
                "-timeout=10",
                "-rss_limit_mb=2048",
                "-max_len=4096",
                "-print_final_stats=1",
                Files.createDirectories(work.resolve("corpus")).toString(),
                seeds.toString()));
        Path findings = FINDINGS.resolve(target);
        if (Files.isDirectory(findings)) {
            command.add(findings.toAbsolutePath().toString());
        }
        return command;
    }

    /** Captures of others, where there are any, so that the fuzzer need not invent telegrams. */
    private static Path seeds(String target, Path work) throws IOException {
        Path seeds = Files.createDirectories(work.resolve("seeds"));
        for (String family : List.of("p1", "hdlc", "dlms", "mbus", "mbus-dlms", "sml", "iec62056-21")) {
            for (Corpus.Case capture : Corpus.cases(family)) {
                List<byte[]> inputs = target.startsWith("decode-") ? payloads(capture) : List.of(capture.bytes());
                for (int i = 0; i < inputs.size(); i++) {
                    if (inputs.get(i).length <= 4096) {
                        Files.write(seeds.resolve(capture.id() + "-" + i), inputs.get(i));
                    }
                }
            }
        }
        return seeds;
    }

    /** What the frames of a capture carry, deciphered. */
    private static List<byte[]> payloads(Corpus.Case capture) {
        List<byte[]> payloads = new ArrayList<>();
        Keys keys = capture.encryptionKey().map(Keys::of).orElse(Keys.NONE);
        MeterStream stream = MeterStream.of(MeterStream.Options.auto().withKeys(keys), new MeterStream.Listener() {
            @Override
            public void telegram(Telegram telegram, Frame frame) {
                payloads.add(frame.copyOfPayload());
            }

            @Override
            public void trouble(Trouble trouble, byte[] evidence) {}
        });
        byte[] bytes = capture.bytes();
        stream.feed(bytes, 0, bytes.length);
        stream.end();
        return payloads;
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 4000));
    }
}
