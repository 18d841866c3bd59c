package org.polymeter.gateway.inspect;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.Wiring;
import org.polymeter.gateway.access.Owner;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.config.ConfigException;
import org.polymeter.gateway.config.ConfigReader;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.simulator.Family;
import org.polymeter.gateway.simulator.Faults;
import org.polymeter.gateway.simulator.Play;
import org.polymeter.gateway.simulator.WireServer;

/** A real gateway with two simulated meters: one that encrypts, whose key the gateway has, and a plain one. */
public final class InspectedHouse implements AutoCloseable {

    /** Of the meter that encrypts: as it stands in the books on DLMS. */
    public static final String KEY = "000102030405060708090A0B0C0D0E0F";

    /** Of the meter that encrypts. */
    public static final String SERIAL = "181200000019";

    /** Of the plain meter, as it stands in its telegrams: in hex. */
    public static final String PLAIN_SERIAL = "4530303030303030303030303030303035";

    private static final InstantSource CLOCK = InstantSource.system();

    private final WireServer sealedWire;
    private final WireServer plainWire;
    private final Play sealed;
    private final Play plain;
    private final Running gateway;
    private final int port;
    private final String token;

    private InspectedHouse(WireServer sealedWire, WireServer plainWire, Running gateway, int port, String token) {
        this.sealedWire = sealedWire;
        this.plainWire = plainWire;
        this.gateway = gateway;
        this.port = port;
        this.token = token;
        this.sealed = new Play(Family.NETZ_NOE, Family.NETZ_NOE.keys(), Faults.NONE, 1, CLOCK.instant());
        this.plain = new Play(Family.DSMR5, Keys.NONE, Faults.NONE, 2, CLOCK.instant());
    }

    /** {@code data}: where it may keep things; {@code more}: further lines of the configuration. */
    public static InspectedHouse open(Path data, String more) throws IOException {
        WireServer sealedWire = new WireServer(0);
        WireServer plainWire = new WireServer(0);
        int port = freePort();
        String yaml = """
                gateway: house
                data: %s
                %s
                sources:
                  - {id: sealed, type: tcp, host: 127.0.0.1, port: %d, protocol: mbus, key: "%s"}
                  - {id: plain, type: tcp, host: 127.0.0.1, port: %d, protocol: p1}
                outputs:
                  - {type: http, bind: 127.0.0.1, port: %d}
                """.formatted(data, more, sealedWire.port(), KEY, plainWire.port(), port);
        Owner.settle(data);
        String token = Owner.token(data, Right.CHANGE);
        try {
            Running gateway = new Wiring(CLOCK)
                    .start(
                            new ConfigReader(Map.of(), Set.of(), "house").read("house.yaml", data, yaml),
                            new PrintWriter(new StringWriter()));
            InspectedHouse house = new InspectedHouse(sealedWire, plainWire, gateway, port, token);
            house.awaitListeners();
            return house;
        } catch (ConfigException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitListeners() {
        while (!sealedWire.isHeard() || !plainWire.isHeard()) {
            Thread.onSpinWait();
        }
    }

    public int port() {
        return port;
    }

    /** With it, one may do everything. */
    public String token() {
        return token;
    }

    /** The meter that encrypts speaks; returns what it sent. */
    public byte[] speakSealed() {
        return say(sealed, sealedWire);
    }

    /** The plain meter speaks; returns what it sent. */
    public byte[] speak() {
        return say(plain, plainWire);
    }

    /** The plain meter speaks, and one bit changes on the way. */
    public byte[] speakDamaged(int offset) {
        byte[] bytes = plain.at(CLOCK.instant());
        bytes[offset] ^= 0x10;
        plainWire.send(bytes);
        return bytes;
    }

    private static byte[] say(Play play, WireServer wire) {
        Instant now = CLOCK.instant();
        byte[] bytes = play.at(now);
        wire.send(bytes);
        return bytes;
    }

    /** What the gateway answers to a GET. */
    public HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .build());
    }

    /** What the gateway answers to a POST of JSON. */
    public HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private static HttpResponse<byte[]> send(HttpRequest request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    @Override
    public void close() {
        gateway.close();
        sealedWire.close();
        plainWire.close();
    }
}
