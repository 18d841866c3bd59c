package org.polymeter.gateway.consumers;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.mqtt.MosquittoSub;
import org.polymeter.gateway.simulator.Simulator;
import org.polymeter.gateway.simulator.Simulator.Sent;

/** A house with simulated meters, an ordinary gateway, and a real Mosquitto: what consumers find there, and the truth. */
public final class Site implements AutoCloseable {

    /** The simulated meter behind each id that the house has given. */
    private static final Map<String, String> SERIALS = Map.of(
            "house", "e0000000000000005",
            "gas", "g0000000000000006",
            "flat", "lgz1030000000001",
            "shed", "1pol0000000022",
            "heat", "pol-70000024-01-04");

    private static final String SOURCES = """
            gateway: cellar
            sources:
              - id: p1
                type: tcp
                host: 127.0.0.1
                port: ${DSMR5}
                zone: Europe/Amsterdam
                meter: {id: house, name: House, role: grid}
                submeters: {1: {id: gas, name: Gas}}
              - {id: e450, type: tcp, host: 127.0.0.1, port: "${E450}", zone: Europe/Zurich, meter: {id: flat, name: Flat}}
              - {id: sml, type: tcp, host: 127.0.0.1, port: "${SML}", zone: Europe/Berlin, meter: {id: shed, name: Shed}}
              - {id: mbus, type: tcp, host: 127.0.0.1, port: "${HEAT}", zone: Europe/Vienna, meter: {id: heat, name: Heat}}
            outputs:
            """;

    private final Mosquitto mosquitto;
    private final Simulator simulator;
    private final Running gateway;
    private final List<Sent> sent;

    private Site(Mosquitto mosquitto, Simulator simulator, Running gateway, List<Sent> sent) {
        this.mosquitto = mosquitto;
        this.simulator = simulator;
        this.gateway = gateway;
        this.sent = sent;
    }

    /** {@code outputs}: as in a configuration, one a line; {@code ${MQTT}} is the port of the broker at 127.0.0.1. */
    public static Site start(Path folder, String... outputs) throws IOException, ConfigException {
        List<Sent> sent = new CopyOnWriteArrayList<>();
        Mosquitto mosquitto = Mosquitto.anonymous(folder);
        Simulator simulator = new Simulator(InstantSource.system(), mosquitto.address(), Map.of(), sent::add);
        Map<String, String> variables = new TreeMap<>();
        variables.put("MQTT", "" + mosquitto.port());
        simulator.ports().forEach((word, port) -> variables.put(word.toUpperCase(Locale.ROOT), "" + port));
        StringBuilder yaml = new StringBuilder(SOURCES);
        for (String output : outputs) {
            yaml.append("  - ").append(output).append('\n');
        }
        yaml.append("data: ").append(folder.resolve("data")).append('\n');
        Running gateway = new Wiring(InstantSource.system())
                .start(
                        new ConfigReader(variables, Set.of(), "test").read("site.yaml", folder, yaml.toString()),
                        new PrintWriter(Writer.nullWriter()));
        simulator.start();
        return new Site(mosquitto, simulator, gateway, sent);
    }

    /** Retained payloads by topic, of a broker that is asked when all these topics hold something. */
    public Map<String, String> kept(List<String> topics) throws IOException, InterruptedException {
        Map<String, String> kept = new TreeMap<>();
        try (MosquittoSub sub = MosquittoSub.toAll(mosquitto.port())) {
            Predicate<String> complete = line -> {
                String[] parts = line.split("\\|", 4);
                kept.put(parts[0], parts[3]);
                return kept.keySet().containsAll(topics);
            };
            sub.until(complete);
        }
        return kept;
    }

    /** Whether the meter of that id has ever sent that value under that name of the profile. */
    public boolean isTrue(String meter, String name, BigDecimal value) {
        String serial = SERIALS.get(meter);
        return sent.stream()
                .filter(it -> it.meter().equals(serial))
                .map(it -> it.values().get(name))
                .anyMatch(told -> told != null && new BigDecimal(told).compareTo(value) == 0);
    }

    @Override
    public void close() {
        gateway.close();
        simulator.close();
        mosquitto.close();
    }
}
