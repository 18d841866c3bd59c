package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.simulator.Family;

class SimulateCommandTest {

    /** Nothing here starts a gateway. */
    private static final Launcher NONE = new NoLauncher();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        out.getBuffer().setLength(0);
        return Polymeter.of(NONE, new PrintWriter(out), new PrintWriter(err)).execute(args);
    }

    @Test
    void the_list_has_every_family() {
        assertThat(run("simulate", "--list")).isZero();
        assertThat(out.toString()).contains(Family.words()).contains("--key 0001");
    }

    @ParameterizedTest
    @EnumSource
    void what_it_writes_can_be_decoded(Family family) {
        String file = folder.resolve("capture").toString();
        assertThat(run("simulate", family.word(), "--count", "3", "--out", file))
                .isZero();
        assertThat(run("decode", file, "--key", Family.ENCRYPTION_KEY)).isZero();
        assertThat(out.toString()).contains(": telegram 3, ").doesNotContain(": telegram 7, ");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void on_a_port_it_speaks_to_who_listens() throws Exception {
        int port = Mosquitto.freePort();
        CompletableFuture<Integer> exitCode = CompletableFuture.supplyAsync(
                () -> run("simulate", "sml", "--port", "" + port, "--count", "2", "--interval", "10ms"));
        byte[] heard;
        try (Socket socket = connected(port)) {
            heard = socket.getInputStream().readAllBytes();
        }
        assertThat(exitCode.get()).isZero();
        assertThat(HexFormat.of().formatHex(heard)).containsPattern("1b1b1b1b01010101.*1b1b1b1b01010101");
    }

    /** The command needs a moment to open the port. */
    private static Socket connected(int port) throws IOException, InterruptedException {
        for (int i = 0; i < 200; i++) {
            try {
                return new Socket(InetAddress.getLoopbackAddress(), port);
            } catch (ConnectException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new AssertionError("nobody listens");
    }

    @Test
    void a_key_of_ones_own_is_the_one_that_opens_it() {
        String file = folder.resolve("capture").toString();
        String own = "11111111111111111111111111111111";
        assertThat(run("simulate", "kamstrup", "--count", "2", "--out", file, "--key", own))
                .isZero();
        assertThat(run("decode", file, "--key", own)).isZero();
        assertThat(run("decode", file, "--key", Family.ENCRYPTION_KEY)).isEqualTo(Polymeter.FAILED);
    }

    @Test
    void faults_are_in_what_it_writes() throws IOException {
        Path file = folder.resolve("capture");
        assertThat(run("simulate", "sml", "--count", "9", "--out", file.toString(), "--faults", "cuts=1"))
                .isZero();
        Path whole = folder.resolve("whole");
        assertThat(run("simulate", "sml", "--count", "9", "--out", whole.toString()))
                .isZero();
        assertThat(Files.size(file)).isLessThan(Files.size(whole));
    }

    @Test
    void mistakes_are_explained() {
        assertThat(run("simulate")).isEqualTo(Polymeter.MISUSED);
        assertThat(run("simulate", "smll")).isEqualTo(Polymeter.MISUSED);
        assertThat(run("simulate", "sml", "--faults", "flip=1")).isEqualTo(Polymeter.MISUSED);
        assertThat(run("simulate", "sml", "--faults", "flips=2")).isEqualTo(Polymeter.MISUSED);
        assertThat(run("simulate", "sml", "--port", "1", "--out", "-")).isEqualTo(Polymeter.MISUSED);
        assertThat(run("simulate", "gplug", "--port", "2001")).isEqualTo(Polymeter.MISUSED);
        assertThat(run("simulate", "sml", "--interval", "soon")).isEqualTo(Polymeter.MISUSED);
        assertThat(err.toString())
                .contains("which meter? One of dsmr5, ")
                .contains("there is no family 'smll'; expected one of dsmr5, ")
                .contains("there is no fault 'flip=1'; write one or more of flips, ")
                .contains("flips is '2'; expected a share from 0 to 1")
                .contains("give --port or --out, not both")
                .contains("gplug publishes over MQTT")
                .contains("--interval is 'soon'");
    }
}
