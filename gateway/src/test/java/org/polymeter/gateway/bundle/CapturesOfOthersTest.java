package org.polymeter.gateway.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Observation;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.security.Keys;

/** Real meters, if the folder of captures is there: what of their frames goes into a bundle names none of them. */
class CapturesOfOthersTest {

    private static final Path FOLDER = Path.of(System.getProperty(
            "polymeter.corpus", Path.of("..", "..", "shared", "corpus").toString()));
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z]*\\d{6,}[0-9A-Za-z]*");

    private static final Set<String> LEFT_OUT = new TreeSet<>();
    private static int taken;

    static Stream<Path> captures() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return Stream.empty();
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
    void names_no_meter(Path about) throws IOException {
        String said = Files.readString(about);
        String guek = key("guek", said);
        Keys theirs = guek.isEmpty() ? Keys.NONE : Keys.of(HexFormat.of().parseHex(guek));
        MeterStream.Options options = MeterStream.Options.auto().withKeys(theirs);
        Frames frames = new Frames(options);
        byte[] bytes = capture(about);
        frames.stream.feed(bytes, 0, bytes.length);
        frames.stream.end();
        Pseudonyms pseudonyms = new Pseudonyms();
        FrameRedactor redactor = new FrameRedactor(pseudonyms, theirs, TestKeys.KEYS);
        Proof proof = new Proof(options, options.withKeys(guek.isEmpty() ? Keys.NONE : TestKeys.KEYS));
        for (int i = 0; i < frames.frames.size(); i++) {
            byte[] frame = frames.frames.get(i);
            try {
                byte[] redacted = redactor.redact(frames.protocols.get(i), frame);
                if (!proof.holds(frame, redacted)) {
                    throw new UncertainException("does not say the same");
                }
                taken++;
                assertThat(redacted).hasSameSizeAs(frame);
                assertNamesNone(redacted, frames.names);
            } catch (UncertainException e) {
                LEFT_OUT.add(about.getFileName() + ": " + e.reason());
            }
        }
    }

    @AfterAll
    static void most_frames_are_taken() {
        if (taken > 0) {
            assertThat(LEFT_OUT).as("%d taken; left out", taken).hasSizeLessThan(taken / 5);
        }
    }

    private static void assertNamesNone(byte[] redacted, Set<String> names) {
        String text = new String(redacted, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        String hex = HexFormat.of().formatHex(redacted);
        for (String name : names) {
            String lower = name.toLowerCase(Locale.ROOT);
            String spelled = HexFormat.of().formatHex(name.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(text).doesNotContain(lower, spelled);
            assertThat(hex).doesNotContain(spelled);
            if (lower.matches("[0-9a-f]{16,}")) { // binary as it is: titles and server ids
                assertThat(hex).doesNotContain(lower);
            }
        }
    }

    private static byte[] capture(Path about) throws IOException {
        Path text = about.resolveSibling(about.getFileName().toString().replace(".json", ".txt"));
        return Files.exists(text)
                ? Files.readAllBytes(text)
                : HexFormat.of()
                        .parseHex(Files.readString(about.resolveSibling(
                                        about.getFileName().toString().replace(".json", ".hex")))
                                .replaceAll("(?m)#.*$", "")
                                .replaceAll("\\s", ""));
    }

    private static String key(String name, String about) {
        Matcher key = Pattern.compile("\"" + name + "\": \"([0-9a-fA-F]+)\"").matcher(about);
        return key.find() ? key.group(1) : "";
    }

    private static final class Frames implements MeterStream.Listener {

        private final MeterStream stream;
        private final List<byte[]> frames = new ArrayList<>();
        private final List<String> protocols = new ArrayList<>();
        private final Set<String> names = new TreeSet<>();

        Frames(MeterStream.Options options) {
            stream = MeterStream.of(options, this);
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) {
            frames.add(Arrays.copyOfRange(frame.raw(), frame.rawOffset(), frame.rawOffset() + frame.rawLength()));
            protocols.add(telegram.protocol());
            name(telegram.sender());
            for (Observation each : telegram.observations()) {
                if (each instanceof Observation.Text text) {
                    name(text.text());
                }
            }
        }

        private void name(String text) {
            Matcher number = NUMBER.matcher(text);
            while (number.find()) {
                if (number.group().chars().distinct().count() > 2) {
                    names.add(number.group());
                }
            }
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {}
    }
}
