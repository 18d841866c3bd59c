package org.polymeter.gateway.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.source.LineSettings;
import org.polymeter.gateway.source.SerialLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code polymeter rehearse}: goes once through all that a start needs, from the configuration to a
 * broker, while the JVM writes down for the start cache what was used (scripts/jvm.sh). Not for people.
 */
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {

    private static final int TELEGRAMS = 20;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource clock = InstantSource.system();

    @Override
    public Integer call() throws IOException {
        touchSerialPorts();
        Path folder = Files.createTempDirectory("polymeter-rehearsal");
        Path capture = folder.resolve("meter.bin");
        Path file = folder.resolve("polymeter.yaml");
        try {
            Files.write(capture, telegrams());
            Files.writeString(file, configuration(capture));
            return spec.commandLine().getParent().execute("run", "-c", file.toString());
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    /** As far as one comes without one. */
    private static void touchSerialPorts() throws IOException {
        try {
            SerialLine.open("polymeter-rehearsal", LineSettings.USUAL).close();
        } catch (IOException expected) {
            return;
        }
    }

    private byte[] telegrams() throws IOException {
        Instant now = clock.instant();
        Play play = new Play(Family.DSMR5, Family.DSMR5.keys(), Faults.NONE, 1, now);
        ByteArrayOutputStream telegrams = new ByteArrayOutputStream();
        for (int i = 0; i < TELEGRAMS; i++) {
            telegrams.write(play.at(now.plus(Duration.ofSeconds(i))));
        }
        return telegrams.toByteArray();
    }

    private static String configuration(Path capture) throws IOException {
        int port = freePort();
        return """
                gateway: rehearsal
                sources:
                  - {id: p1, type: file, path: '%s', meter: {role: grid}}
                outputs:
                  - {type: broker, port: %d}
                """.formatted(capture.toString().replace("'", "''"), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
