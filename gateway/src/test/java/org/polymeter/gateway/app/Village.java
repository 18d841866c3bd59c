package org.polymeter.gateway.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.Delivery;
import org.polymeter.gateway.mqtt.EmbeddedBroker;
import org.polymeter.gateway.mqtt.MqttLink;
import org.polymeter.gateway.mqtt.Opening;
import org.polymeter.gateway.simulator.Simulator;

/** A gateway as people run it: simulated meters on its wires, a broker for adapters, and the app. */
public final class Village implements AutoCloseable {

    private final EmbeddedBroker broker;
    private final Simulator simulator;
    private final Ward gateway;

    private Village(EmbeddedBroker broker, Simulator simulator, Ward gateway) {
        this.broker = broker;
        this.simulator = simulator;
        this.gateway = gateway;
    }

    /** {@code sources}: as in polymeter.yaml; the ports are those of {@code demo.yaml}: {@code ${E450_PORT}}. */
    public static Village open(Path folder, String sources) throws IOException {
        EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBroker.LOOPBACK, 0, Optional.empty());
        Simulator simulator = new Simulator(
                InstantSource.system(),
                BrokerAddress.plain(EmbeddedBroker.LOOPBACK, broker.port()),
                Map.of(),
                sent -> {});
        String text = """
                gateway: village
                zone: Europe/Zurich
                sources:
                %s
                outputs:
                  - {type: mqtt, host: 127.0.0.1, port: %d}
                """.formatted(sources, broker.port());
        Map<String, String> variables = new TreeMap<>();
        variables.put("MQTT_PORT", "" + broker.port());
        simulator
                .ports()
                .forEach((word, at) ->
                        variables.put(word.toUpperCase(Locale.ROOT).replace('-', '_') + "_PORT", "" + at));
        Ward gateway = Ward.open(folder, text, variables);
        simulator.start();
        return new Village(broker, simulator, gateway);
    }

    /** Of the app. */
    public int port() {
        return gateway.port();
    }

    /** With it, one may do everything. */
    public String token() {
        return gateway.token();
    }

    /** Of the broker. */
    int brokerPort() {
        return broker.port();
    }

    /** What the gateway answers to a GET; also if that is a refusal. */
    public String get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "").body();
    }

    public HttpResponse<String> ask(String method, String path, String body) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                    .header("Authorization", "Bearer " + token())
                    .header("Content-Type", "application/json")
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    /** What so many adapters say, each one message: {@code {"z":{"SMid":"meter-7","Pi":0.7,…}}}. */
    void adapters(int count) throws IOException, InterruptedException {
        try (MqttLink link =
                MqttLink.open(BrokerAddress.plain(EmbeddedBroker.LOOPBACK, broker.port()), Opening.as("adapters"))) {
            for (int n = 1; n <= count; n++) {
                String message = "{\"Time\":\"%s\",\"z\":{\"SMid\":\"meter-%d\",\"Pi\":%d.5,\"Po\":0.0,\"Ei\":%d.25}}"
                        .formatted(InstantSource.system().instant().toString().substring(0, 19), n, n, 1000 * n);
                link.publish(
                        "tele/house-" + n + "/SENSOR",
                        message.getBytes(StandardCharsets.UTF_8),
                        new Delivery(1, false, "application/json", true, List.of(), Duration.ZERO));
            }
            link.flush();
        }
    }

    @Override
    public void close() {
        gateway.close(); // before the meters, or it would report them lost
        simulator.close();
        broker.close();
    }
}
