package org.polymeter.gateway.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.polymeter.gateway.endtoend.Program;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.simulator.Simulator;
import org.polymeter.gateway.simulator.Simulator.Sent;

/**
 * What a consumer has before it: the program in a process of its own, a real broker, and simulated
 * meters on wires and behind adapters. The truth comes from the meters, not from our readings.
 */
public final class Stage implements AutoCloseable {

    /** Landis+Gyr E450: DLMS in blocks, every five seconds. */
    public static final String SWISS = "lgz1030000000001";

    /** The same without clock and name. */
    public static final String AEW = "aew";

    /** DSMR 5, every second. */
    public static final String DUTCH = "e0000000000000005";

    /** The gas meter behind it. */
    public static final String GAS = "g0000000000000006";

    /** A gPlug: JSON over MQTT. */
    public static final String GPLUG = "els40000001";

    /** All of these. */
    static final List<String> METERS = List.of(SWISS, AEW, DUTCH, GAS, GPLUG);

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final List<Sent> sent = new CopyOnWriteArrayList<>();
    private final Mosquitto broker;
    private final Simulator simulator;
    private final Program program;

    private Stage(Path folder, String outputs) throws IOException, InterruptedException {
        broker = Mosquitto.anonymous(folder);
        simulator = new Simulator(InstantSource.system(), broker.address(), Map.of(), sent::add);
        try (MosquittoSub sub = MosquittoSub.toAll(broker.port())) {
            program = Program.run(folder, yaml(outputs));
            Process usher = usher();
            sub.until("polymeter/1/meter/usher/reading"); // else what adapters say would be missed
            usher.destroyForcibly();
        }
        simulator.start();
    }

    /** With the profile on the broker, every reading in {@code state} at once. */
    public static Stage start(Path folder) throws IOException, InterruptedException {
        return new Stage(folder, "");
    }

    /** With more outputs: items of the list {@code outputs}, indented by two. */
    public static Stage with(Path folder, String outputs) throws IOException, InterruptedException {
        return new Stage(folder, outputs);
    }

    /** Of the broker. */
    public int port() {
        return broker.port();
    }

    public Program program() {
        return program;
    }

    /** All that a meter has said so far, in order. */
    public List<Sent> truth(String meter) {
        return sent.stream().filter(it -> it.meter().equals(meter)).toList();
    }

    /** Waits until a meter has spoken so often since the start. */
    public void awaitSent(String meter, int times) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> truth(meter).size() >= times);
    }

    /** The meters say no more. */
    public void silence() {
        simulator.close();
    }

    @Override
    public void close() {
        program.close();
        simulator.close();
        broker.close();
        assertThat(program.log()).doesNotContain("SEVERE");
    }

    /** Speaks like an adapter until the program listens; brokers do not tell who does. */
    private Process usher() throws IOException {
        String says = "{\"z\":{\"SMid\":\"usher\",\"Pi\":1,\"Po\":0}}";
        return new ProcessBuilder(
                        Mosquitto.find("mosquitto_pub"),
                        "-p",
                        "" + broker.port(),
                        "-t",
                        "tele/usher/SENSOR",
                        "-m",
                        says,
                        "--repeat",
                        "300",
                        "--repeat-delay",
                        "0.1")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String yaml(String outputs) {
        Map<String, Integer> ports = simulator.ports();
        return """
                gateway: cellar
                zone: Europe/Zurich
                state: {interval: 0}
                sources:
                  - {id: ekz, type: tcp, host: 127.0.0.1, port: %d}
                  - {id: aew, type: tcp, host: 127.0.0.1, port: %d, meter: {id: aew}}
                  - {id: netherlands, type: tcp, host: 127.0.0.1, port: %d, zone: Europe/Amsterdam}
                  - {id: gplug, type: mqtt, protocol: tasmota, broker: {host: 127.0.0.1, port: %d}}
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                %s
                """.formatted(
                ports.get("e450"), ports.get("e450-bare"), ports.get("dsmr5"), broker.port(), broker.port(), outputs);
    }
}
