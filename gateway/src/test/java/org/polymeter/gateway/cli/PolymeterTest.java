package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.settings.SettingsFile;
import org.polymeter.gateway.sink.Sink;

class PolymeterTest {

    @TempDir
    Path folder = Path.of("");

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final FakeLauncher launcher = new FakeLauncher();

    @ParameterizedTest
    @ValueSource(strings = {"run", "demo", "simulate", "decode", "key-check"})
    void every_command_explains_itself_with_examples(String command) {
        assertThat(execute(command, "--help")).isZero();

        assertThat(out.toString())
                .contains("Usage: polymeter " + command)
                .contains("Examples:")
                .contains("polymeter " + command);
        assertThat(err).hasToString("");
    }

    @Test
    void help_names_the_commands_and_version_the_version() {
        assertThat(execute("--help")).isZero();
        assertThat(out.toString()).contains("run", "demo", "decode", "polymeter.example.yaml");

        assertThat(execute("--version")).isZero();
        assertThat(out.toString()).containsPattern("polymeter \\S+ \\(Java \\d+\\)");
    }

    @Test
    void without_a_command_it_shows_what_there_is_and_fails() {
        assertThat(execute()).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: polymeter").contains("demo");
    }

    @Test
    void an_unknown_option_is_named_with_the_nearest_one_and_where_help_is() {
        assertThat(execute("decode", "--outptu", "json", "x")).isEqualTo(2);
        assertThat(err.toString())
                .startsWith("polymeter decode: Unknown option: '--outptu'")
                .contains("--output")
                .endsWith("Try 'polymeter decode --help'." + System.lineSeparator());
        assertThat(out).hasToString("");
    }

    @Test
    void a_wrong_command_line_is_two() {
        assertThat(execute("decoed", "x")).isEqualTo(2);
        assertThat(execute("decode")).isEqualTo(2);
        assertThat(execute("decode", "--output", "xml", "x")).isEqualTo(2);
        assertThat(execute("decode", "--as", "knx", "x")).isEqualTo(2);
        assertThat(execute("decode", "--kind", "toaster", "x")).isEqualTo(2);
        assertThat(execute("decode", "--zone", "Zurich", "x")).isEqualTo(2);
        assertThat(execute("decode", "--key", "123", "x")).isEqualTo(2);
        assertThat(execute("demo", "--for", "soon")).isEqualTo(2);
        assertThat(execute("demo", "--mqtt-port", "70000")).isEqualTo(2);
        assertThat(err.toString())
                .contains("polymeter: there is no command 'decoed'", "Did you mean: polymeter decode")
                .contains("polymeter decode: Missing required parameter: 'FILE'")
                .contains("expected table, explain, json or reading, but was 'xml'")
                .contains("--as is 'knx'; expected auto, p1, hdlc")
                .contains("--kind is 'toaster'; expected one of ")
                .contains("--zone is 'Zurich'; expected a time zone such as Europe/Zurich")
                .contains("'--key': a key has 32 hex digits; this has 3: a part is missing")
                .contains("--for is 'soon'; expected a time such as 20s, 5m or 1h")
                .contains("--mqtt-port is 70000; expected 1 to 65535");
    }

    @Test
    void a_bad_key_is_not_repeated() {
        execute("decode", "--key", "000102030405060708090A0B0C0D0E0", "x");

        assertThat(err.toString())
                .contains("this has 31: a zero in front may be lost")
                .doesNotContain("0A0B");
    }

    @Test
    void run_starts_what_the_file_says_and_ends_with_it() throws Exception {
        Path file = file("sources: [{id: pipe, type: stdin}]\noutputs: [{type: console}]\n");

        assertThat(execute("run", "-c", file.toString())).isZero();

        assertThat(launcher.started).containsExactly("run pipe", "await forever", "close");
    }

    @Test
    void run_says_all_that_is_wrong_with_a_file_and_starts_nothing() throws Exception {
        Path file = file("sources: [{id: pipe, type: stdn}]\noutputs: [{type: consol}]\n");

        assertThat(execute("run", "-c", file.toString())).isEqualTo(2);

        assertThat(err.toString())
                .startsWith(
                        "polymeter.yaml:1: 'type' in source 'pipe' is 'stdn' – expected auto, serial, tcp, file, stdin or"
                                + " mqtt; did you mean 'stdin'?")
                .contains("polymeter.yaml:2: 'type' in output 1 is 'consol'")
                .endsWith("Nothing was started: 2 problems in " + file + "." + System.lineSeparator());
        assertThat(launcher.started).isEmpty();
    }

    @Test
    void run_without_a_file_says_where_to_get_one() {
        Path file = folder.resolve("polymeter.yaml");

        assertThat(execute("run", "-c", file.toString())).isEqualTo(2);
        assertThat(err.toString()).contains("there is no such file – polymeter.example.yaml is a start");
    }

    @Test
    void a_serial_port_that_is_not_there_is_named_and_waited_for() throws Exception {
        Path file = file("outputs: [{type: console}]\nsources:\n  - {id: p1, type: serial, port: /dev/ttyNone}\n");

        assertThat(execute("run", "-c", file.toString())).isZero();
        assertThat(err.toString()).startsWith("polymeter.yaml:3: port /dev/ttyNone of source 'p1' is not there – ");
        assertThat(launcher.started).contains("run p1");
    }

    @Test
    void check_starts_nothing() throws Exception {
        Path file = file("sources: [{id: pipe, type: stdin}]\noutputs: [{type: console}]\n");

        assertThat(execute("run", "--check", "-c", file.toString())).isZero();
        assertThat(out.toString()).contains("is sound: 1 source, 1 output.");
        assertThat(launcher.started).isEmpty();
    }

    @Test
    void demo_runs_for_the_time_given() {
        assertThat(execute("demo", "--for", "20s", "--mqtt-port", "1884")).isZero();
        assertThat(launcher.started).containsExactly("demo 1884", "await PT20S", "close");
    }

    private int execute(String... args) {
        return Polymeter.of(launcher, new PrintWriter(out), new PrintWriter(err))
                .execute(args);
    }

    private Path file(String text) throws java.io.IOException {
        return Files.writeString(folder.resolve("polymeter.yaml"), text);
    }

    /** Writes down what it is asked for. */
    private static final class FakeLauncher implements Launcher {

        final List<String> started = new ArrayList<>();

        @Override
        public Running start(Configuration configuration, PrintWriter out) {
            configuration.sources().forEach(source -> started.add("run " + source.id()));
            return running();
        }

        @Override
        public Running start(SettingsFile file, PrintWriter out) {
            return start(file.configuration(), out);
        }

        @Override
        public Running demo(OptionalInt brokerPort, PrintWriter out) {
            started.add("demo " + brokerPort.orElse(0));
            return running();
        }

        @Override
        public Running listen(Configuration configuration, Sink sink) {
            configuration.sources().forEach(source -> started.add("listen " + source.id()));
            return running();
        }

        @Override
        public Running replay(Configuration configuration, Playback playback, Sink sink) {
            started.add("replay");
            return running();
        }

        @Override
        public Running demo(Sink sink) {
            started.add("demo for " + sink.describe());
            return running();
        }

        private Running running() {
            return new Running() {
                @Override
                public boolean await(Duration atMost) {
                    started.add("await " + (atMost.equals(Session.FOREVER) ? "forever" : atMost));
                    return true;
                }

                @Override
                public void close() {
                    started.add("close");
                }
            };
        }
    }
}
