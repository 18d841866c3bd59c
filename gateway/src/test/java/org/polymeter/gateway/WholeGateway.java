package org.polymeter.gateway;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.gateway.access.Entrance;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.endtoend.Dsmr5;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.settings.SettingsFile;
import org.polymeter.gateway.settings.SettingsPages;
import org.polymeter.gateway.web.Wire;

/** A gateway with a source and an output of every kind, and a secret wherever there can be one. */
final class WholeGateway implements AutoCloseable {

    /** Texts that nobody may see, ever. */
    static final List<String> SECRETS = List.of(
            "secret-of-privacy-0123456789",
            "3605C66639A1D1E2F3A4B5C6D7E8F901",
            "5E1C0DE5A1B2C3D4E5F60718293A4B5C",
            "secret-of-the-source-broker",
            "secret-of-the-output-broker",
            "secret-of-influx-one",
            "secret-of-influx-two",
            "secret-of-the-collector",
            "secret-in-a-header");

    private static final String ZONE = "Europe/Amsterdam";

    private final Running gateway;
    private final Routes routes;
    private final Map<Boolean, Integer> ports;
    final StringWriter console;

    private WholeGateway(Running gateway, Routes routes, Map<Boolean, Integer> ports, StringWriter console) {
        this.gateway = gateway;
        this.routes = routes;
        this.ports = ports;
        this.console = console;
    }

    /** {@code bind}: of both http outputs; the second lets guests read. */
    static WholeGateway start(Path folder, String bind) throws IOException {
        Map<Boolean, Integer> ports = Map.of(false, freePort(), true, freePort());
        SettingsFile settings = configuration(folder, bind, ports);
        Configuration configuration = settings.configuration();
        StringWriter console = new StringWriter();
        AtomicReference<Routes> routes = new AtomicReference<>();
        History history = new History(
                new Database.Sqlite(folder.resolve("history.db")), HistorySettings.usual(configuration.zone()));
        Wiring.Kept kept = new Wiring.Kept(
                Bindings.inMemory(),
                Journals.open(configuration),
                Optional.of(history),
                Archives.open(configuration, InstantSource.system()),
                spying(
                        Doors.ofOwner(configuration, InstantSource.system(), new PrintWriter(console)),
                        settings,
                        routes));
        Running gateway = new Wiring(InstantSource.system()).start(configuration, kept, List.of());
        return new WholeGateway(gateway, requireNonNull(routes.get()), ports, console);
    }

    /** What there is to call, of the output without guests. */
    List<Routes.Route> routes() {
        return routes.all();
    }

    Wire wire() {
        return new Wire(port(false));
    }

    Wire wireOfGuests() {
        return new Wire(port(true));
    }

    int port(boolean guests) {
        return ports.getOrDefault(guests, 0);
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** The same doors, with the pages of settings; the routes of the first output are noted. */
    private static Doors spying(Doors real, SettingsFile settings, AtomicReference<Routes> noted) {
        return new Doors() {
            @Override
            Entrance at(OutputConfig.Http http, Configuration configuration, String version) {
                Entrance entrance = real.at(http, configuration, version);
                List<Pages> pages = new ArrayList<>(entrance.pages());
                pages.add(new SettingsPages(settings));
                pages.add(routes -> noted.compareAndSet(null, routes));
                return new Entrance(entrance.gate(), pages);
            }

            @Override
            public void close() {
                real.close();
            }
        };
    }

    private static SettingsFile configuration(Path folder, String bind, Map<Boolean, Integer> ports)
            throws IOException {
        Dsmr5 meter = new Dsmr5("E0047000000000007", "G0047000000000008");
        Path capture = folder.resolve("house.bin");
        for (int i = 0; i < 3; i++) {
            Files.write(capture, meter.next(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        Files.writeString(folder.resolve("influx.token"), SECRETS.get(6));
        String yaml = """
                gateway: cellar
                zone: %s
                data: data
                secret: secret-of-privacy-0123456789
                sources:
                  - {id: replay, type: file, path: house.bin, meter: {id: house}}
                  - {id: serial, type: serial, port: /dev/nowhere1, line: 2400 8E1, key: 3605C66639A1D1E2F3A4B5C6D7E8F901}
                  - {id: wonder, type: auto, port: /dev/nowhere2, key: 3605C66639A1D1E2F3A4B5C6D7E8F901, auth-key: 5E1C0DE5A1B2C3D4E5F60718293A4B5C}
                  - {id: tcp, type: tcp, host: 127.0.0.1, port: 1}
                  - id: box
                    type: mqtt
                    protocol: tasmota
                    topics: [tele/+/SENSOR]
                    broker: {host: 127.0.0.1, port: 1, user: box, password: secret-of-the-source-broker}
                outputs:
                  - {type: broker, port: %d}
                  - {type: mqtt, host: 127.0.0.1, port: 1, user: out, password: secret-of-the-output-broker}
                  - {type: influxdb, url: "http://127.0.0.1:1", database: home, user: in, password: secret-of-influx-one}
                  - {type: influxdb, url: "http://127.0.0.1:1", bucket: home, org: home, token-file: influx.token}
                  - {type: http-post, url: "http://127.0.0.1:1/a", token: secret-of-the-collector, headers: {X-Key: secret-in-a-header}}
                  - {type: http, bind: %s, port: %d, announce: false, esp-smart-meter: {meter: house}}
                  - {type: http, bind: %s, port: %d, announce: false, guest: true, esp-smart-meter: {meter: house}}
                """.formatted(ZONE, freePort(), bind, ports.get(false), bind, ports.get(true));
        try {
            Path file = Files.writeString(folder.resolve("polymeter.yaml"), yaml);
            return SettingsFile.open(file, new ConfigReader(Map.of(), Set.of(), "test"));
        } catch (ConfigException e) {
            throw new IOException(e.problems().toString(), e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
