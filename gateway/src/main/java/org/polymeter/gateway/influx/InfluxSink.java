package org.polymeter.gateway.influx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.sink.Trial;
import org.polymeter.gateway.upload.Endpoint;
import org.polymeter.gateway.upload.Refusals;

/**
 * Stores readings in InfluxDB: a batch is a request. A line that is written twice is the same point,
 * so the courier may offer a batch again. A line that the server will never take holds up no other.
 */
public final class InfluxSink implements Sink {

    private final String words;
    private final LineProtocol protocol;
    private final Refusals<String> lines;
    private final InfluxServer server;

    public InfluxSink(InfluxSettings settings) {
        this.server = new InfluxServer(settings);
        this.words = "influxdb " + Endpoint.server(settings.url());
        this.protocol = new LineProtocol(settings.measurement());
        this.lines = new Refusals<>(words, batch -> server.write(bytes(batch)));
    }

    @Override
    public String describe() {
        return words;
    }

    @Override
    public void write(List<Fact> batch) throws IOException {
        List<String> written = new ArrayList<>();
        for (Fact fact : batch) {
            if (fact instanceof Fact.Heard heard && heard.reading().size() > 0) {
                written.add(protocol.line(heard.reading()));
            }
        }
        if (!written.isEmpty()) {
            lines.offer(written);
        }
    }

    @Override
    public long refused() {
        return lines.count();
    }

    @Override
    public Optional<Trial> trial() {
        return Optional.of(now -> server.tried());
    }

    @Override
    public void close() {
        // The JDK closes idle connections.
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
