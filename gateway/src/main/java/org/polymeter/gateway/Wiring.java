package org.polymeter.gateway;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.cli.Launcher;
import org.polymeter.gateway.cli.Version;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.SteadyClock;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.inspect.Inspector;
import org.polymeter.gateway.intake.FileBindings;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.settings.SettingsFile;
import org.polymeter.gateway.settings.SettingsPages;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.source.Source;

/** From configuration to running objects: the only class that knows all others. */
public final class Wiring implements Launcher {

    private final InstantSource clock;

    /** For what is waited for, since the clock may be set while the gateway runs. */
    private final InstantSource steady;

    public Wiring(InstantSource clock) {
        this.clock = clock;
        this.steady = new SteadyClock(clock.instant());
    }

    @Override
    public Running start(Configuration configuration, PrintWriter out) throws IOException {
        return start(configuration, kept(configuration, out), List.of());
    }

    @Override
    public Running start(SettingsFile file, PrintWriter out) throws IOException {
        Configuration configuration = file.configuration();
        RunningGateway gateway = start(
                configuration,
                kept(configuration, out),
                List.of(),
                List.of(new SettingsPages(file), Setup.pages(file::configuration, clock, steady)),
                source -> Optional.empty());
        file.follow(gateway);
        return new Running() {
            @Override
            public boolean await(Duration atMost) throws InterruptedException {
                return gateway.await(atMost);
            }

            @Override
            public void close() {
                file.close();
                gateway.close();
            }
        };
    }

    @Override
    public Running demo(OptionalInt brokerPort, PrintWriter out) throws IOException {
        return Demo.start(this, clock, brokerPort, out);
    }

    @Override
    public Running listen(Configuration configuration, Sink sink) throws IOException {
        return start(configuration.withoutOutputs(), Kept.NOTHING, List.of(sink));
    }

    @Override
    public Running demo(Sink sink) throws IOException {
        return Demo.start(this, clock, sink);
    }

    @Override
    public Running replay(Configuration configuration, Playback playback, Sink sink) throws IOException {
        Running gateway = new Wiring(playback.clock())
                .start(
                        configuration.forArchive(),
                        Kept.NOTHING,
                        List.of(sink),
                        List.of(),
                        source -> Optional.of(playback.source(source.id())));
        playback.start();
        return gateway;
    }

    /** What is remembered from one run to the next. */
    record Kept(
            Bindings bindings,
            Optional<FactJournal> journal,
            Optional<History> history,
            Optional<Archive> archive,
            Doors doors) {

        /** What has to be closed after the gateway; it closes journal and history itself. */
        List<AutoCloseable> parts() {
            return archive.<List<AutoCloseable>>map(it -> List.of(it, doors)).orElse(List.of(doors));
        }

        static final Kept NOTHING =
                new Kept(Bindings.inMemory(), Optional.empty(), Optional.empty(), Optional.empty(), Doors.OF_DEMO);
    }

    private Kept kept(Configuration configuration, PrintWriter out) throws IOException {
        Optional<History> history = configuration
                .history()
                .map(it -> new History(
                        it.database(),
                        new HistorySettings(
                                configuration.zone(), it.write(), it.readings(), it.largest(), it.leastRoom())));
        return new Kept(
                new FileBindings(configuration.data().resolve("bindings.properties")),
                Journals.open(configuration),
                history,
                Archives.open(configuration, clock),
                Doors.ofOwner(configuration, clock, out));
    }

    /** {@code further}: sinks beside those of the configuration. */
    Running start(Configuration configuration, Kept kept, List<Sink> further) throws IOException {
        return start(
                configuration,
                kept,
                further,
                List.of(Setup.pages(() -> configuration, clock, steady)),
                source -> Optional.empty());
    }

    /**
     * Starts all of it.
     *
     * @param pages beside those that each http output has
     * @param instead what is read in the place of a source's wire, if anything is
     */
    private RunningGateway start(
            Configuration configuration,
            Kept kept,
            List<Sink> further,
            List<Pages> pages,
            Function<SourceConfig, Optional<Source>> instead)
            throws IOException {
        Gateway gateway = new Gateway(clock, steady, configuration.stateInterval(), configuration.stateMaxAge());
        kept.journal()
                .ifPresent(journal ->
                        gateway.keepIn(journal, configuration.journal().sync()));
        kept.history().ifPresent(history -> gateway.add(new HistorySink(history, clock), Journals.HISTORY));
        kept.archive().ifPresent(gateway::showTo);
        InForce current = new InForce(configuration);
        Inspector inspector = new Inspector(current, kept.archive(), clock, Version.number());
        if (!configuration.outputs().isEmpty()) { // one of them may become the web app
            gateway.showTo(inspector.witness());
        }
        Fellows fellows = new Fellows();
        Wires wires = new Wires(configuration, steady, fellows);
        Sources sources = new Sources(
                gateway,
                source -> instead.apply(source).orElseGet(() -> wires.source(source)),
                new Intakes(configuration, kept.bindings(), clock));
        Money money = new Money(gateway, configuration, clock);
        List<Pages> all = new ArrayList<>(pages);
        all.add(inspector);
        Front front = new Front(configuration, gateway, kept, money::tariffs, clock, all);
        Sinks.Known known = new Sinks.Known(gateway::count, kept.history(), money::tariffs, front, kept.doors());
        Outputs outputs = new Outputs(gateway, new Sinks(configuration, clock, steady, sources::raw, known));
        money.start();
        try {
            outputs.start(configuration.outputs(), configuration.outputsAssumed());
        } catch (IOException e) {
            outputs.close();
            closeAll(kept.parts());
            kept.journal().ifPresent(FactJournal::close);
            throw e;
        }
        further.forEach(gateway::add);
        sources.start(configuration.sources());
        fellows.listen(gateway, configuration, clock);
        gateway.start();
        return new RunningGateway(new RunningGateway.Parts(gateway, sources, outputs, money, kept.parts()), current);
    }

    /** The last one first. */
    static void closeAll(Collection<AutoCloseable> parts) {
        for (AutoCloseable part : List.copyOf(parts).reversed()) {
            try {
                part.close();
            } catch (Exception e) {
                throw new IllegalStateException("a part does not close", e);
            }
        }
    }
}
