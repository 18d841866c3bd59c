package org.polymeter.gateway.health;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.outage.OutageException;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Trial;

/** {@code /api/app/health} and what can be done about it: try a source, an output, now. */
public final class HealthPages implements Pages {

    private static final String HEALTH = "/api/app/health";

    private final Configuration configuration;
    private final String version;
    private final Instant started;
    private final InstantSource clock;
    private final Gateway gateway;
    private final Disks disks;
    private final HealthFeeds feeds;

    /** {@code version}: of this program. */
    public HealthPages(
            Configuration configuration,
            String version,
            Gateway gateway,
            Optional<History> history,
            InstantSource clock) {
        this.configuration = configuration;
        this.version = version;
        this.started = clock.instant();
        this.clock = clock;
        this.gateway = gateway;
        this.disks = new Disks(configuration, history, clock);
        this.feeds = new HealthFeeds(this::sources, this::outputs);
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, HEALTH, Right.INSPECT, this::health);
        routes.add(Method.GET, HEALTH + "/live", Right.READ, call -> feeds.open());
        routes.add(
                Method.POST,
                "/api/app/source/{id}/retry",
                Right.CHANGE,
                call -> retry(gateway.retrySource(call.text("id")), "source", call));
        routes.add(
                Method.POST,
                "/api/app/output/{id}/retry",
                Right.CHANGE,
                call -> retry(gateway.retryOutput(call.text("id")), "output", call));
        routes.add(Method.POST, "/api/app/output/{id}/test", Right.CHANGE, this::test);
    }

    private List<SourceHealth> sources() {
        Instant now = clock.instant();
        return gateway.sources().stream()
                .map(source -> SourceHealth.of(source, now))
                .toList();
    }

    private List<OutputHealth> outputs() {
        return gateway.outputs().stream().map(OutputHealth::of).toList();
    }

    private Answer health(Call call) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("gateway").value(configuration.gateway()).key("version").value(version);
        json.key("started").time(Instant.ofEpochSecond(started.getEpochSecond()));
        json.key("time").timeWithMillis(clock.instant());
        json.key("sources").openArray();
        sources().forEach(source -> HealthJson.write(source, json));
        json.closeArray().key("outputs").openArray();
        outputs().forEach(output -> HealthJson.write(output, json));
        json.closeArray().key("storage");
        disks.write(json);
        json.key("machine");
        Machine.write(json);
        return Answer.Document.json(json.closeObject().toBytes());
    }

    /** Whoever is tried already need not be told. */
    private static Answer retry(Optional<Boolean> retried, String what, Call call) {
        return retried.isPresent()
                ? Answer.Done.DONE
                : Answer.Problem.notFound(
                        "No " + what + " is called '" + call.text("id") + "'. Which there are, is in " + HEALTH + ".");
    }

    private Answer test(Call call) {
        String id = call.text("id");
        Optional<Trial> trial = gateway.trial(id);
        if (trial.isEmpty()) {
            return Answer.Problem.notFound(
                    "No output that can be tried is called '" + id + "'. Which there are, is in " + HEALTH + ".");
        }
        long begun = System.nanoTime();
        JsonWriter json = new JsonWriter().openObject();
        try {
            Trial.Result result = trial.get().run(clock.instant());
            json.key("ok").value(result.finding() != Trial.Finding.NOT_TAKEN);
            json.key("code").value(result.finding().word());
            json.key("detail").value(result.detail());
            gateway.retryOutput(id); // it need not wait any longer
        } catch (IOException e) {
            json.key("ok").value(false).key("code").value(OutageException.of(e).word());
            json.key("detail").value(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.Problem.conflict("The gateway stops.");
        }
        json.key("millis").value((System.nanoTime() - begun) / 1_000_000);
        return Answer.Document.json(json.closeObject().toBytes());
    }
}
