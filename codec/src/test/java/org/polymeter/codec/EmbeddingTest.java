package org.polymeter.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.polymeter.codec.frame.Frame;
import org.polymeter.codec.observation.Telegram;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Event;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.WireSettings;

/** The example of README.md: it compiles, it works, and it stands there as here ({@code -Dbless=true}). */
class EmbeddingTest {

    private static final String BEGIN = "<!-- embedding: a test compiles this -->\n```java\n";
    private static final String END = "```\n";

    private final List<Reading> readings = new ArrayList<>();

    // example
    final class House implements MeterStream.Listener, Harmonizer.Listener {

        private final Harmonizer harmonizer = new Harmonizer(
                WireSettings.of("p1", ZoneId.of("Europe/Amsterdam")), new MeterIds(), Bindings.inMemory(), this);

        void read(InputStream wire) throws IOException {
            MeterStream stream = MeterStream.of(MeterStream.Options.auto(), this);
            byte[] chunk = new byte[4096];
            for (int length = wire.read(chunk); length >= 0; length = wire.read(chunk)) {
                stream.feed(chunk, 0, length);
            }
            stream.end();
            harmonizer.flush();
        }

        @Override
        public void telegram(Telegram telegram, Frame frame) { // in the meter's own words
            harmonizer.telegram(telegram, frame, Instant.now());
        }

        @Override
        public void reading(Reading reading) { // in the words of the profile
            readings.add(reading);
        }

        @Override
        public void trouble(Trouble trouble, byte[] evidence) {
            System.err.println(trouble);
        }

        @Override
        public void described(MeterInfo info) {}

        @Override
        public void event(Event event) {}
    }
    // end of example

    @Test
    void the_example_of_the_readme_reads_a_telegram() throws IOException {
        try (InputStream wire = EmbeddingTest.class.getResourceAsStream("p1/nl50.txt")) {
            assertThat(wire).isNotNull();
            new House().read(wire);
        }

        assertThat(readings).isNotEmpty();
        assertThat(readings.getFirst().number("power_w")).isNotNull();
    }

    @Test
    void the_readme_shows_this_code() throws IOException {
        Path readme = Repository.file("README.md");
        String text = Files.readString(readme);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END, from);
        assertThat(from).isGreaterThan(BEGIN.length());

        if (Boolean.getBoolean("bless")) {
            Files.writeString(readme, text.substring(0, from) + example() + text.substring(to));
        } else {
            assertThat(text.substring(from, to))
                    .as("README.md; run the tests with -Dbless=true to write it anew")
                    .isEqualTo(example());
        }
    }

    private static String example() throws IOException {
        String source = Files.readString(Repository.file("codec/src/test/java/org/polymeter/codec/EmbeddingTest.java"));
        int from = source.indexOf("    // example\n") + "    // example\n".length();
        return source.substring(from, source.indexOf("    // end of example")).stripIndent();
    }
}
