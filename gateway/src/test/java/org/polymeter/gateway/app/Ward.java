package org.polymeter.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.simulator.WireServer;

/** A gateway of its own in a folder, with the web app; and meters that it may hear. */
public final class Ward implements AutoCloseable {

    private static final InstantSource CLOCK = InstantSource.system();

    private final Running gateway;
    private final int port;
    private final String token;

    private Ward(Running gateway, int port, String token) {
        this.gateway = gateway;
        this.port = port;
        this.token = token;
    }

    /** {@code yaml}: all but the http output, whose entry is added to the outputs, which stand last. */
    public static Ward open(Path folder, String yaml) throws IOException {
        return open(folder, yaml, Map.of());
    }

    /** {@code variables}: what stands in the place of {@code ${NAME}} in the configuration. */
    static Ward open(Path folder, String yaml, Map<String, String> variables) throws IOException {
        int port = Mosquitto.freePort();
        Path file = Files.writeString(Files.createDirectories(folder).resolve("polymeter.yaml"), with(port, yaml));
        String token = Owner.token(folder.resolve("polymeter-data"), Right.CHANGE);
        try {
            Configuration configuration = new ConfigReader(variables, Set.of(), "cellar").read(file);
            Running gateway = new Wiring(CLOCK).start(configuration, new PrintWriter(Writer.nullWriter()));
            return new Ward(gateway, port, token);
        } catch (ConfigException e) {
            throw new IllegalStateException(e.problems().toString(), e);
        }
    }

    /** The same with the output of the app. */
    static String with(int port, String yaml) {
        return yaml.stripTrailing() + "\n  - {type: http, port: " + port + "}\n";
    }

    public int port() {
        return port;
    }

    /** With it, one may do everything. */
    public String token() {
        return token;
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** A meter that speaks on a wire as long as somebody listens. */
    static final class Speaker implements AutoCloseable {

        private final Play play;
        private final WireServer wire;
        private final CountDownLatch stopping = new CountDownLatch(1);
        private final Thread thread = Thread.ofVirtual().unstarted(this::speak);

        private Speaker(Play play, WireServer wire) {
            this.play = play;
            this.wire = wire;
        }

        static Speaker of(Family family, Keys keys, int port) throws IOException {
            Speaker speaker =
                    new Speaker(new Play(family, keys, Faults.NONE, 1, CLOCK.instant()), new WireServer(port));
            speaker.thread.start();
            return speaker;
        }

        int port() {
            return wire.port();
        }

        private void speak() {
            try {
                while (!stopping.await(Duration.ofMillis(500).toMillis(), TimeUnit.MILLISECONDS)) {
                    if (wire.isHeard()) {
                        wire.send(play.at(now()));
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static Instant now() {
            return CLOCK.instant();
        }

        @Override
        public void close() {
            stopping.countDown();
            wire.close();
            try {
                assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
