package org.polymeter.gateway.influx;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores readings in InfluxDB: a batch is a request. A line that is written twice is the same point,
 * so the courier may offer a batch again. A line that the server will never take holds up no other:
 * it is found by halves, dropped and counted.
 */
public final class InfluxSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(InfluxSink.class);

    /** Different complaints that are told; each is told once. */
    private static final int MOST_TOLD = 20;

    private final InfluxSettings settings;
    private final InfluxServer server;
    private final LineProtocol protocol;
    private final Set<String> told = new HashSet<>();
    private final AtomicLong refused = new AtomicLong();

    public InfluxSink(InfluxSettings settings) {
        this.settings = settings;
        this.server = new InfluxServer(settings);
        this.protocol = new LineProtocol(settings.measurement());
    }

    @Override
    public String describe() {
        return "influxdb " + InfluxServer.words(settings.url());
    }

    @Override
    public void write(List<Fact> batch) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Fact fact : batch) {
            if (fact instanceof Fact.Heard heard && heard.reading().size() > 0) {
                lines.add(protocol.line(heard.reading()));
            }
        }
        if (!lines.isEmpty()) {
            refused.addAndGet(offer(lines)); // not line by line: if this fails, all are offered again
        }
    }

    @Override
    public long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        // The JDK closes idle connections.
    }

    /** Writes what the server takes; returns how many lines it does not. */
    private long offer(List<String> lines) throws IOException {
        Optional<String> complaint = server.write(bytes(lines));
        if (complaint.isEmpty()) {
            return 0;
        }
        if (lines.size() == 1) {
            tell(complaint.get());
            return 1;
        }
        int half = lines.size() / 2;
        return offer(lines.subList(0, half)) + offer(lines.subList(half, lines.size()));
    }

    private void tell(String complaint) {
        if (told.size() < MOST_TOLD && told.add(complaint)) {
            LOG.warn("{} refuses a reading: {}; it is dropped, like others to come: see stats", describe(), complaint);
        }
    }

    private static byte[] bytes(List<String> lines) {
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }
}
