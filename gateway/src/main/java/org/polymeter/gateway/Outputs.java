package org.polymeter.gateway;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.flow.Courier;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.settings.Changes;
import org.polymeter.gateway.sink.Sink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The outputs that run, and how one list of them becomes another. One thread at a time. */
final class Outputs implements AutoCloseable {

    /** What is closed after the courier is in {@code parts}. */
    private record Running(OutputConfig config, Courier courier, Deque<AutoCloseable> parts) {}

    /** A list of outputs against those that run. */
    private record Difference(List<Running> leaving, List<OutputConfig> coming) {}

    private static final Logger LOG = LoggerFactory.getLogger(Outputs.class);

    private final Gateway gateway;
    private final Sinks sinks;
    private final List<Running> running = new ArrayList<>();

    Outputs(Gateway gateway, Sinks sinks) {
        this.gateway = gateway;
        this.sinks = sinks;
    }

    /** {@code assumed}: nobody has asked for them, so the rest goes on without a web app if its port is taken. */
    void start(List<OutputConfig> outputs, boolean assumed) throws IOException {
        for (OutputConfig output : outputs) {
            try {
                running.add(started(output));
            } catch (IOException e) {
                if (!assumed || !(output instanceof OutputConfig.Http)) {
                    throw e;
                }
                LOG.warn("there is no web app: {}", e.getMessage());
            }
        }
    }

    /**
     * Everything but http, through which the change may have come, and whose answer is still to be given.
     *
     * @param wanted all outputs, in the order of the file
     */
    void change(List<OutputConfig> wanted, Changes changes) {
        Difference difference = difference(wanted, false);
        for (Running leaving : difference.leaving) {
            boolean returns = difference.coming.stream()
                    .anyMatch(it ->
                            Journals.name(it).isPresent() && Journals.name(it).equals(Journals.name(leaving.config)));
            stop(leaving, returns);
            if (!returns) {
                changes.applied(name(leaving.config) + " was removed");
            }
        }
        difference.coming.forEach(output -> start(output, changes));
        gateway.expectOnly(
                wanted.stream().flatMap(it -> Journals.name(it).stream()).collect(Collectors.toSet()));
    }

    /** Whether http outputs are other ones. */
    boolean isHttpChanged(List<OutputConfig> wanted) {
        Difference difference = difference(wanted, true);
        return !difference.leaving.isEmpty() || !difference.coming.isEmpty();
    }

    /** The rest of {@link #change}: a new place is there before the old one goes, unless it is the same port. */
    void changeHttp(List<OutputConfig> wanted, Changes changes) {
        Difference difference = difference(wanted, true);
        List<OutputConfig> waiting = new ArrayList<>();
        for (OutputConfig output : difference.coming) {
            boolean isTaken = difference.leaving.stream().anyMatch(it -> port(it.config) == port(output));
            if (isTaken || !start(output, changes)) {
                waiting.add(output);
            }
        }
        boolean isHopeless = !waiting.isEmpty() && waiting.size() == difference.coming.size();
        for (Running leaving : difference.leaving) {
            if (isHopeless && waiting.stream().noneMatch(it -> port(it) == port(leaving.config))) {
                continue; // better the old page than none
            }
            stop(leaving, false);
            Changes replaced = new Changes();
            waiting.stream()
                    .filter(it -> port(it) == port(leaving.config))
                    .filter(it -> !start(it, replaced))
                    .findFirst()
                    .ifPresent(it -> start(leaving.config, replaced));
            replaced.applied().forEach(changes::applied);
            replaced.failed().forEach(changes::failed);
        }
    }

    /** What has to be closed after the gateway. */
    @Override
    public void close() {
        running.reversed().forEach(output -> Wiring.closeAll(output.parts));
        sinks.close();
    }

    private Difference difference(List<OutputConfig> wanted, boolean http) {
        List<Running> leaving = new ArrayList<>();
        running.stream()
                .filter(it -> it.config instanceof OutputConfig.Http == http)
                .forEach(leaving::add);
        List<OutputConfig> coming = new ArrayList<>();
        for (OutputConfig output : wanted) {
            if (output instanceof OutputConfig.Http == http) {
                Optional<Running> same =
                        leaving.stream().filter(it -> it.config.isSame(output)).findFirst();
                same.ifPresentOrElse(leaving::remove, () -> coming.add(output));
            }
        }
        return new Difference(leaving, coming);
    }

    /** Returns whether it could be. */
    private boolean start(OutputConfig output, Changes changes) {
        try {
            running.add(started(output));
            changes.applied(name(output) + " runs");
            return true;
        } catch (IOException e) {
            changes.failed(name(output) + ": " + e.getMessage());
            return false;
        }
    }

    private Running started(OutputConfig output) throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        Sink sink;
        try {
            sink = sinks.of(output, parts);
        } catch (IOException e) {
            Wiring.closeAll(parts);
            throw e;
        }
        Courier courier =
                Journals.name(output).map(name -> gateway.add(sink, name)).orElseGet(() -> gateway.add(sink));
        return new Running(output, courier, parts);
    }

    private void stop(Running leaving, boolean returns) {
        gateway.remove(leaving.courier, returns);
        Wiring.closeAll(leaving.parts);
        running.remove(leaving);
    }

    private static int port(OutputConfig output) {
        return output instanceof OutputConfig.Http http ? http.port() : 0;
    }

    /** For people, without secrets. */
    private static String name(OutputConfig output) {
        return switch (output) {
            case OutputConfig.EmbeddedBroker broker -> "the embedded broker at port " + broker.port();
            case OutputConfig.Mqtt mqtt -> "the output to " + mqtt.broker();
            case OutputConfig.InfluxDb influx ->
                "the output to InfluxDB at " + influx.settings().url().getHost();
            case OutputConfig.HttpPost post ->
                "the output to " + post.settings().url().getHost();
            case OutputConfig.Http http -> "the web app at port " + http.port();
            case OutputConfig.Console console -> "the console";
        };
    }
}
