package org.polymeter.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.polymeter.gateway.capture.Captures;
import org.polymeter.gateway.capture.Engine;
import org.polymeter.gateway.cli.Launcher.Running;
import org.polymeter.gateway.cli.decode.FactReport;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.plugtest.Notebook;
import org.polymeter.gateway.plugtest.Observations;

/** Hears meters out for a plug-test: those of a configuration, of captures, or simulated ones. */
final class Observer {

    private final Launcher launcher;
    private final PrintWriter err;
    private final InstantSource clock = InstantSource.system();
    private final Notebook notebook = new Notebook();

    /** {@code err}: where to say how long it goes on. */
    Observer(Launcher launcher, PrintWriter err) {
        this.launcher = launcher;
        this.err = err;
    }

    Observations captures(List<String> files, Engine.Maker engines, Optional<ZoneId> zone) {
        FactReport report = new FactReport(fact -> notebook.write(List.of(fact)), zone, clock);
        Captures captures = new Captures(engines, report);
        for (String file : new LinkedHashSet<>(files)) {
            captures.read(file, () -> DecodeCommand.open(file));
        }
        return notebook.observations(clock.instant(), Optional.empty());
    }

    Observations demo(Duration atMost) throws IOException, InterruptedException {
        return listen(launcher.demo(notebook), atMost, true);
    }

    Observations configuration(Configuration configuration, Duration atMost) throws IOException, InterruptedException {
        boolean live = !configuration.sources().stream().allMatch(SourceConfig.CaptureFile.class::isInstance);
        return listen(launcher.listen(configuration, notebook), atMost, live);
    }

    /** {@code live}: whether how long it took means anything. */
    private Observations listen(Running gateway, Duration atMost, boolean live) throws InterruptedException {
        long begin = System.nanoTime();
        try (gateway) {
            new Countdown(notebook, err).await(gateway, atMost);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        return notebook.observations(clock.instant(), live ? Optional.of(took) : Optional.empty());
    }
}
