package org.polymeter.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionTest {

    @Test
    void a_signal_ends_it_cleanly_and_is_no_failure() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = program.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("running");

            program.toHandle().destroy(); // SIGTERM; the runtime treats SIGINT alike

            assertThat(lines.readLine()).isEqualTo("closed");
            assertThat(lines.readLine()).isNull();
            assertThat(program.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
        } finally {
            program.destroyForcibly();
        }
    }

    /** Runs until it is told to stop. */
    static final class Program implements Launcher.Running {

        private final CountDownLatch closed = new CountDownLatch(1);

        public static void main(String[] args) throws InterruptedException {
            Session.run(new Program(), Session.FOREVER, new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            System.out.println("running");
            return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void close() {
            System.out.println("closed");
            closed.countDown();
        }
    }
}
