package org.polymeter.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.cli.LiveTable;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.EmbeddedBroker;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Simulator;
import org.polymeter.gateway.simulator.Simulator.Sent;
import org.polymeter.gateway.sink.Sink;

/**
 * The main job on embedded defaults: simulated meters on real transports, an ordinary gateway with
 * an ordinary configuration, a broker, and a table.
 */
final class Demo implements Running {

    private final EmbeddedBroker broker;
    private final Simulator simulator;
    private final Running gateway;
    private final DemoHistory history;
    private final Runnable ending;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** {@code ending}: what is to be said once the gateway has stopped. */
    private Demo(EmbeddedBroker broker, Simulator simulator, Running gateway, DemoHistory history, Runnable ending) {
        this.broker = broker;
        this.simulator = simulator;
        this.gateway = gateway;
        this.history = history;
        this.ending = ending;
    }

    static Running start(Wiring wiring, InstantSource clock, OptionalInt brokerPort, PrintWriter out)
            throws IOException {
        return start(wiring, clock, brokerPort, out, Map.of(), sent -> {});
    }

    /**
     * The same, watched.
     *
     * @param faults what shall go wrong, by family
     * @param journal told of everything that the simulated meters send
     */
    static Running start(
            Wiring wiring,
            InstantSource clock,
            OptionalInt brokerPort,
            PrintWriter out,
            Map<Family, Faults> faults,
            Consumer<Sent> journal)
            throws IOException {
        int web = webPort();
        EmbeddedBroker broker = broker(brokerPort);
        LiveTable table = new LiveTable(out, clock);
        Demo demo = start(wiring, clock, broker, web, table, faults, journal, table::summary);
        table.headline("""
                Fifteen simulated meters of thirteen families, three of them encrypted, each
                as its real one speaks. One profile comes out. See it in a browser:
                  http://localhost:%d/
                or from another terminal:
                  mosquitto_sub -p %d -t 'polymeter/1/meter/+/state' -v
                """.formatted(web, broker.port()));
        demo.simulator.start();
        table.start();
        return demo;
    }

    /** The same meters for whoever wants to hear them, without a table. */
    static Running start(Wiring wiring, InstantSource clock, Sink sink) throws IOException {
        int web = free(0);
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, 0, Optional.empty());
        Demo demo = start(wiring, clock, broker, web, sink, Map.of(), sent -> {}, () -> {});
        demo.simulator.start();
        return demo;
    }

    private static Demo start(
            Wiring wiring,
            InstantSource clock,
            EmbeddedBroker broker,
            int web,
            Sink sink,
            Map<Family, Faults> faults,
            Consumer<Sent> journal,
            Runnable ending)
            throws IOException {
        Simulator simulator;
        try {
            BrokerAddress address = BrokerAddress.plain(EmbeddedBroker.LOOPBACK, broker.port());
            simulator = new Simulator(clock, address, faults, journal, DemoHistory.PAST);
        } catch (IOException e) {
            broker.close();
            throw e;
        }
        try {
            Configuration configuration = configuration(simulator, broker, web);
            DemoHistory history = DemoHistory.open(configuration.zone());
            history.fill(simulator);
            Running gateway = wiring.start(configuration, history.kept(), List.of(sink));
            return new Demo(broker, simulator, gateway, history, ending);
        } catch (IOException e) {
            simulator.close();
            broker.close();
            throw e;
        }
    }

    @Override
    public boolean await(Duration atMost) throws InterruptedException {
        return gateway.await(atMost);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            gateway.close(); // before the meters, or it would report them lost
            ending.run();
            simulator.close();
            broker.close();
            history.delete();
        }
    }

    /** The port that was asked for; else the usual one, or a free one if that is taken. */
    private static EmbeddedBroker broker(OptionalInt port) throws IOException {
        if (port.isPresent()) {
            return EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, port.getAsInt(), Optional.empty());
        }
        try {
            return EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, Configuration.DEFAULT_BROKER_PORT, Optional.empty());
        } catch (IOException taken) {
            return EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, 0, Optional.empty());
        }
    }

    /** The usual port, or a free one if that is taken. */
    private static int webPort() throws IOException {
        try {
            return free(OutputConfig.Http.DEFAULT_PORT);
        } catch (IOException taken) {
            return free(0);
        }
    }

    private static int free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket.getLocalPort();
        }
    }

    private static Configuration configuration(Simulator simulator, EmbeddedBroker broker, int web) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        variables.put("HTTP_PORT", "" + web);
        variables.put("MQTT_PORT", "" + broker.port());
        simulator.ports().forEach((word, port) -> variables.put(variable(word), "" + port));
        try (InputStream in = Demo.class.getResourceAsStream("demo.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks demo.yaml");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new ConfigReader(variables, Set.of(), "demo").read("demo.yaml", Path.of(""), text);
        } catch (ConfigException e) {
            throw new IllegalStateException("demo.yaml is not sound", e);
        }
    }

    /** {@code netz-noe} → {@code NETZ_NOE_PORT}. */
    private static String variable(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT";
    }
}
