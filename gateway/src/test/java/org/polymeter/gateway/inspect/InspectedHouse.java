package org.polymeter.gateway.inspect;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.app.Ward;
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
    private final Ward gateway;

    private InspectedHouse(WireServer sealedWire, WireServer plainWire, Ward gateway) {
        this.sealedWire = sealedWire;
        this.plainWire = plainWire;
        this.gateway = gateway;
        this.sealed = new Play(Family.NETZ_NOE, Family.NETZ_NOE.keys(), Faults.NONE, 1, CLOCK.instant());
        this.plain = new Play(Family.DSMR5, Keys.NONE, Faults.NONE, 2, CLOCK.instant());
    }

    /** {@code folder}: where it may keep things; {@code more}: further lines of the configuration. */
    public static InspectedHouse open(Path folder, String more) throws IOException {
        WireServer sealedWire = new WireServer(0);
        WireServer plainWire = new WireServer(0);
        String yaml = """
                gateway: house
                %s
                sources:
                  - {id: sealed, type: tcp, host: 127.0.0.1, port: %d, protocol: mbus, key: "%s"}
                  - {id: plain, type: tcp, host: 127.0.0.1, port: %d, protocol: p1}
                outputs:
                """.formatted(more, sealedWire.port(), KEY, plainWire.port());
        InspectedHouse house = new InspectedHouse(sealedWire, plainWire, Ward.open(folder, yaml));
        house.awaitListeners();
        return house;
    }

    private void awaitListeners() {
        while (!sealedWire.isHeard() || !plainWire.isHeard()) {
            Thread.onSpinWait();
        }
    }

    public int port() {
        return gateway.port();
    }

    /** With it, one may do everything. */
    public String token() {
        return gateway.token();
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
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + token())
                .build());
    }

    /** What the gateway answers to a POST of JSON. */
    public HttpResponse<byte[]> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                .header("Authorization", "Bearer " + token())
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
