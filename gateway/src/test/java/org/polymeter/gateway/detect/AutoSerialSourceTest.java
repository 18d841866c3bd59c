package org.polymeter.gateway.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.polymeter.codec.MeterStream.Options;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.Receiver;

/** A source that finds out how its line is set, remembers it, and finds out again. */
class AutoSerialSourceTest {

    private static final LineSettings HAN = LineSettings.parse("2400 8E1");
    private static final LineSettings FAST = LineSettings.parse("115200 8N1");
    private static final byte[] PUSH = HexFormat.of()
            .parseHex("7EA02A410883130413E6E7000F40000000000101020309060100010700FF060000053E02020F00161BA4E07E");

    @TempDir
    Path folder;

    private final AtomicInteger heard = new AtomicInteger();

    private AutoSerialSource source(ScriptedPort port) throws IOException {
        return new AutoSerialSource(
                "p1",
                "/dev/meter",
                port,
                new FileLines(folder.resolve("data").resolve("lines.properties")),
                Patience.USUAL,
                Options.auto(),
                port);
    }

    private Receiver counting() {
        return new Receiver() {
            @Override
            public void opened() {}

            @Override
            public void bytes(byte[] bytes, int offset, int length) {
                heard.addAndGet(length);
            }

            @Override
            public void message(String topic, byte[] payload, boolean retained) {}

            @Override
            public void silence() {}
        };
    }

    private ScriptedPort run(ScriptedPort port, Duration until) throws IOException {
        AutoSerialSource source = source(port);
        port.atEachSlice(() -> {
            if (port.elapsed().compareTo(until) > 0) {
                source.close();
            }
        });
        source.run(counting());
        return port;
    }

    @Test
    void what_was_found_is_passed_on_and_tried_first_after_a_restart() throws IOException {
        Duration ten = Duration.ofSeconds(10);
        ScriptedPort first = run(new ScriptedPort(HAN, PUSH, ten, ten), Duration.ofMinutes(2));
        assertThat(first.tuned).containsExactly(FAST, HAN, HAN);
        assertThat(heard.get()).isPositive().isEqualTo(heard.get() / PUSH.length * PUSH.length);

        ScriptedPort second = run(new ScriptedPort(HAN, PUSH, ten, ten), Duration.ofMinutes(1));
        assertThat(second.tuned).containsExactly(HAN, HAN);
    }

    @Test
    void a_line_that_is_set_anew_is_found_anew() throws IOException {
        Duration five = Duration.ofSeconds(5);
        ScriptedPort port = new ScriptedPort(HAN, PUSH, five, five);
        AutoSerialSource source = source(port);
        port.atEachSlice(() -> {
            if (port.elapsed().equals(Duration.ofMinutes(2))) {
                port.exchange(FAST, PUSH);
            } else if (port.elapsed().compareTo(Duration.ofMinutes(6)) > 0) {
                source.close();
            }
        });
        source.run(counting());
        assertThat(port.tuned).startsWith(FAST, HAN, HAN).endsWith(FAST, FAST);
    }
}
