package org.polymeter.gateway.app;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.mqtt.Mosquitto;
import org.polymeter.gateway.settings.SettingsFile;

/** A gateway with a configuration file, whose meter does not answer. */
final class SetHouse implements AutoCloseable {

    static final String KEY = "00112233445566778899AABBCCDDEEFF";

    private final Path file;
    private final int port;
    private final String token;
    private Running gateway;

    private SetHouse(Path file, int port, String token) throws IOException {
        this.file = file;
        this.port = port;
        this.token = token;
        this.gateway = start(file);
    }

    static SetHouse in(Path folder) throws IOException {
        int port = Mosquitto.freePort();
        Path file = Files.writeString(folder.resolve("polymeter.yaml"), """
                # My house
                gateway: cellar    # in the cellar
                sources:
                  - id: p1         # the grid
                    type: tcp
                    host: 127.0.0.1
                    port: 9
                    key: %s
                    meter: {id: house, name: House}
                outputs:
                  - {type: http, port: %d}
                """.formatted(KEY, port));
        return new SetHouse(file, port, Owner.token(folder.resolve("polymeter-data"), Right.CHANGE));
    }

    private static Running start(Path file) throws IOException {
        try {
            SettingsFile settings = SettingsFile.open(file, new ConfigReader(Map.of(), Set.of(), "test"));
            return new Wiring(InstantSource.system()).start(settings, new PrintWriter(Writer.nullWriter()));
        } catch (ConfigException e) {
            throw new IllegalStateException("the file is sound", e);
        }
    }

    int port() {
        return port;
    }

    /** With it, one may do everything. */
    String token() {
        return token;
    }

    Path file() {
        return file;
    }

    String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void edit(String from, String to) throws IOException {
        Files.writeString(file, text().replace(from, to));
    }

    /** Ends, until {@link #comeBack}. */
    void goAway() {
        gateway.close();
    }

    /** Starts at the same address. */
    void comeBack() throws IOException {
        gateway = start(file);
    }

    @Override
    public void close() {
        gateway.close();
    }
}
