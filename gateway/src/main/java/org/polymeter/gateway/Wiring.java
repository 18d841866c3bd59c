package org.polymeter.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.dialogue.AmisDialogue;
import org.polymeter.codec.dialogue.Dialogue;
import org.polymeter.codec.dialogue.ReadoutDialogue;
import org.polymeter.codec.dialogue.Silent;
import org.polymeter.codec.dialogue.Td3511Dialogue;
import org.polymeter.codec.reading.Bindings;
import org.polymeter.codec.reading.Harmonizer;
import org.polymeter.codec.reading.MeterIds;
import org.polymeter.codec.reading.MeterLabel;
import org.polymeter.codec.reading.TimeSource;
import org.polymeter.codec.reading.WireSettings;
import org.polymeter.gateway.adapter.Adapter;
import org.polymeter.gateway.adapter.Adapters;
import org.polymeter.gateway.announce.Announcement;
import org.polymeter.gateway.archive.Archive;
import org.polymeter.gateway.cli.Launcher;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.MoneyConfig;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.Privacy;
import org.polymeter.gateway.config.SourceConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.detect.AutoSerialSource;
import org.polymeter.gateway.detect.FileLines;
import org.polymeter.gateway.detect.LineMemory;
import org.polymeter.gateway.flow.Desk;
import org.polymeter.gateway.flow.Gateway;
import org.polymeter.gateway.flow.Intake;
import org.polymeter.gateway.flow.SteadyClock;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.influx.InfluxSink;
import org.polymeter.gateway.insight.Prices;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.intake.FileBindings;
import org.polymeter.gateway.intake.RawIntake;
import org.polymeter.gateway.intake.TopicIntake;
import org.polymeter.gateway.intake.WireIntake;
import org.polymeter.gateway.journal.FactJournal;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.EmbeddedBroker;
import org.polymeter.gateway.post.PostSink;
import org.polymeter.gateway.profile.Topics;
import org.polymeter.gateway.replay.Playback;
import org.polymeter.gateway.sink.ConsoleSink;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.source.FileSource;
import org.polymeter.gateway.source.MqttSource;
import org.polymeter.gateway.source.SerialSource;
import org.polymeter.gateway.source.Source;
import org.polymeter.gateway.source.StdinSource;
import org.polymeter.gateway.source.TcpSource;
import org.polymeter.gateway.web.WebSettings;
import org.polymeter.gateway.web.WebSink;
import org.polymeter.gateway.web.esp.Layout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From configuration to running objects: the only class that knows all others. */
public final class Wiring implements Launcher {

    private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

    /** What a browser is sent to that has found this gateway by mDNS. */
    private static final String FIRST_PAGE = "/";

    /** No clock that is right shows an earlier time. */
    private static final Instant BUILT = Instant.parse("2026-11-21T00:00:00Z");

    private final InstantSource clock;

    /** For what is waited for, since the clock may be set while the gateway runs. */
    private final InstantSource steady;

    public Wiring(InstantSource clock) {
        this.clock = clock;
        this.steady = new SteadyClock(clock.instant());
    }

    @Override
    public Running start(Configuration configuration, PrintWriter out) throws IOException {
        Path data = configuration.data();
        Optional<History> history = configuration
                .history()
                .map(it -> new History(
                        it.database(),
                        new HistorySettings(
                                configuration.zone(), it.write(), it.readings(), it.largest(), it.leastRoom())));
        Kept kept = new Kept(
                new FileBindings(data.resolve("bindings.properties")),
                Journals.open(configuration),
                history,
                Archives.open(configuration, clock));
        return start(configuration, kept, List.of());
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
                        source -> Optional.of(playback.source(source.id())));
        playback.start();
        return gateway;
    }

    /** What is remembered from one run to the next. */
    record Kept(
            Bindings bindings, Optional<FactJournal> journal, Optional<History> history, Optional<Archive> archive) {

        static final Kept NOTHING = new Kept(Bindings.inMemory(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@code further}: sinks beside those of the configuration. */
    Running start(Configuration configuration, Kept kept, List<Sink> further) throws IOException {
        return start(configuration, kept, further, source -> Optional.empty());
    }

    /** {@code instead}: what is read in the place of a source's wire, if anything is. */
    private Running start(
            Configuration configuration,
            Kept kept,
            List<Sink> further,
            Function<SourceConfig, Optional<Source>> instead)
            throws IOException {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        Gateway gateway = new Gateway(clock, steady, configuration.stateInterval(), configuration.stateMaxAge());
        kept.journal()
                .ifPresent(journal ->
                        gateway.keepIn(journal, configuration.journal().sync()));
        Tariffs tariffs = tariffs(configuration, gateway);
        kept.history().ifPresent(history -> gateway.add(new HistorySink(history, clock), Journals.HISTORY));
        kept.archive().ifPresent(archive -> {
            gateway.showTo(archive);
            parts.addLast(archive); // closed after the gateway
        });
        try {
            for (OutputConfig output : configuration.outputs()) {
                Sink sink = sink(output, configuration, kept, tariffs, gateway, parts);
                Journals.name(output).ifPresentOrElse(name -> gateway.add(sink, name), () -> gateway.add(sink));
            }
        } catch (IOException e) {
            closeAll(parts);
            kept.journal().ifPresent(FactJournal::close);
            throw e;
        }
        further.forEach(gateway::add);
        MeterIds ids = switch (configuration.privacy()) {
            case Privacy.Open open -> new MeterIds();
            case Privacy.Hashed hashed -> new MeterIds(hashed.secret().text().getBytes(StandardCharsets.UTF_8));
        };
        Fellows fellows = new Fellows();
        LineMemory lines = new FileLines(configuration.data().resolve("lines.properties"));
        for (SourceConfig source : configuration.sources()) {
            gateway.add(
                    source.id(),
                    driver(source),
                    new Placed(
                            instead.apply(source).orElseGet(() -> source(source, configuration, lines, fellows)),
                            source.where()),
                    source.common().raw() != SourceConfig.Raw.OFF,
                    desk -> intake(source, configuration, ids, kept.bindings(), desk));
        }
        fellows.listen(gateway, configuration, clock);
        gateway.start();
        parts.addLast(gateway);
        return new RunningGateway(gateway, parts);
    }

    private Tariffs tariffs(Configuration configuration, Gateway gateway) {
        MoneyConfig money = configuration.money();
        return new Tariffs(
                money.tariffs(),
                money.prices().isEmpty() ? Prices.NONE : PriceFeeds.open(gateway, configuration, clock));
    }

    private Sink sink(
            OutputConfig output,
            Configuration configuration,
            Kept kept,
            Tariffs tariffs,
            Gateway gateway,
            Deque<AutoCloseable> parts)
            throws IOException {
        return switch (output) {
            case OutputConfig.EmbeddedBroker broker -> {
                EmbeddedBroker started = EmbeddedBroker.start(broker.bind(), broker.port(), Optional.empty());
                parts.addLast(started);
                yield new Renderings(configuration, steady)
                        .at(
                                BrokerAddress.plain(EmbeddedBroker.LOOPBACK, started.port()),
                                new Wording.Profile(broker.homeAssistant()));
            }
            case OutputConfig.Mqtt mqtt -> new Renderings(configuration, steady).at(mqtt.broker(), mqtt.wording());
            case OutputConfig.InfluxDb influx -> new InfluxSink(influx.settings());
            case OutputConfig.HttpPost post -> new PostSink(post.settings(), clock);
            case OutputConfig.Http http -> {
                Sink web = WebSink.listen(
                        web(http, configuration),
                        clock,
                        gateway::count,
                        kept.history(),
                        tariffs,
                        Front.gate(),
                        Front.pages(kept.history(), tariffs, clock));
                if (http.announce()) {
                    announce(http, configuration, parts);
                }
                yield web;
            }
            case OutputConfig.Console console ->
                new ConsoleSink(
                        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                        console.format() == OutputConfig.Format.JSON
                                ? ConsoleSink.Form.NDJSON
                                : ConsoleSink.Form.PEOPLE);
        };
    }

    /** Who is not found by name is still found by address. */
    private static void announce(OutputConfig.Http http, Configuration configuration, Deque<AutoCloseable> parts) {
        try {
            parts.addLast(Announcement.ofGateway(configuration.gateway(), http.port(), http.bind(), FIRST_PAGE));
        } catch (IOException e) {
            LOG.warn("{}: mDNS cannot announce it: {}", http.where(), e.getMessage());
        }
    }

    private WebSettings web(OutputConfig.Http http, Configuration configuration) {
        return new WebSettings(
                http.bind(),
                http.port(),
                http.hosts(),
                new Renderings(configuration, steady).settings(),
                http.espSmartMeter()
                        .map(esp ->
                                new WebSettings.Esp(esp.meter(), esp.layout() == 1 ? Layout.PLACES : Layout.CODES)));
    }

    private static Topics topics(Configuration configuration) {
        return new Topics(configuration.root(), configuration.gateway());
    }

    /** The word of the gateway's descriptor. */
    private static String driver(SourceConfig source) {
        return switch (source) {
            case SourceConfig.Wire wire -> wire.decoding().link().name().toLowerCase(Locale.ROOT);
            case SourceConfig.Mqtt mqtt -> dialect(mqtt);
        };
    }

    private Source source(SourceConfig source, Configuration configuration, LineMemory lines, Fellows fellows) {
        return switch (source) {
            case SourceConfig.Serial serial ->
                new SerialSource(
                        serial.port(),
                        serial.line(),
                        pause(serial.talk()),
                        dialogue(serial.talk(), serial.line().baud()));
            case SourceConfig.AutoSerial auto ->
                new AutoSerialSource(auto.id(), auto.port(), lines, options(auto.decoding()), steady);
            case SourceConfig.Tcp tcp
            when tcp.talk().dialogue() == SourceConfig.Dialogue.NONE -> new TcpSource(tcp.host(), tcp.port());
            case SourceConfig.Tcp tcp ->
                new TcpSource(
                        tcp.host(),
                        tcp.port(),
                        pause(tcp.talk()),
                        dialogue(tcp.talk(), tcp.talk().maxBaud()));
            case SourceConfig.CaptureFile file -> new FileSource(file.path());
            case SourceConfig.Stdin stdin -> new StdinSource();
            case SourceConfig.Mqtt mqtt -> {
                MqttSource alone = MqttSource.of(
                        mqtt.broker(),
                        mqtt.clientId(configuration.gateway()),
                        mqtt.topics(),
                        isRaw(mqtt) ? List.of() : topics(configuration).filters());
                if (mqtt.group().isEmpty()) {
                    yield alone;
                }
                MqttSource member = alone.shared(mqtt.group().get());
                fellows.add(mqtt, member);
                yield member;
            }
        };
    }

    /** {@code startBaud}: the speed of the line when it is opened. */
    private static Dialogue dialogue(SourceConfig.Talk talk, int startBaud) {
        return switch (talk.dialogue()) {
            case NONE -> new Silent();
            case IEC62056_21 ->
                new ReadoutDialogue(new ReadoutDialogue.Settings(
                        talk.address(), talk.interval().toMillis(), startBaud, talk.maxBaud(), talk.wakeUp()));
            case TD3511 -> new Td3511Dialogue(talk.address(), talk.interval().toMillis());
            case AMIS -> new AmisDialogue();
        };
    }

    private static Duration pause(SourceConfig.Talk talk) {
        return talk.dialogue() == SourceConfig.Dialogue.IEC62056_21
                ? SerialSource.READOUT_PAUSE
                : SerialSource.USUAL_PAUSE;
    }

    private Intake intake(
            SourceConfig source, Configuration configuration, MeterIds ids, Bindings bindings, Desk desk) {
        SourceConfig.Common common = source.common();
        boolean replay = source instanceof SourceConfig.CaptureFile;
        WireSettings settings = WireSettings.of(source.id(), common.zone())
                .withClock(new WireSettings.Clock(
                        TimeSource.METER, configuration.maxSkew(), common.ignoreMeterClock(), replay, BUILT))
                .withRatio(common.ctRatio());
        return switch (source) {
            case SourceConfig.Wire wire ->
                new WireIntake(
                        options(wire.decoding()),
                        settings.withMeter(wire.decoding().meter())
                                .withSubMeters(wire.decoding().submeters()),
                        ids,
                        bindings,
                        clock,
                        desk);
            case SourceConfig.Mqtt mqtt
            when isRaw(mqtt) ->
                new RawIntake(
                        topic -> topic.startsWith(topics(configuration).own("")),
                        wire -> new WireIntake(
                                MeterStream.Options.auto().withKeys(mqtt.keys().of(wire)),
                                settings.behindAdapter(wire)
                                        .withClock(settings.clock())
                                        .withMeter(mqtt.meters().getOrDefault(wire, MeterLabel.NONE)),
                                ids,
                                bindings,
                                clock,
                                desk),
                        clock,
                        desk);
            case SourceConfig.Mqtt mqtt ->
                new TopicIntake(
                        mqtt.id(),
                        adapter(mqtt),
                        device -> new Harmonizer(
                                settings.behindAdapter(device)
                                        .withMeter(mqtt.meters().getOrDefault(device, MeterLabel.NONE)),
                                ids,
                                bindings,
                                desk),
                        clock,
                        desk);
        };
    }

    private static MeterStream.Options options(SourceConfig.Decoding decoding) {
        MeterStream.Options options = MeterStream.Options.of(decoding.link())
                .withKind(decoding.kind())
                .withKeys(decoding.keys());
        return decoding.checkChecksums() ? options : options.ignoringChecksums();
    }

    private static Adapter adapter(SourceConfig.Mqtt mqtt) {
        return mqtt.mapping()
                .map(Adapters::mapped)
                .or(() -> Adapters.named(dialect(mqtt), mqtt.units(), mqtt.keys()))
                .orElseThrow(() -> new IllegalStateException("no adapter for " + mqtt.dialect()));
    }

    private static boolean isRaw(SourceConfig.Mqtt mqtt) {
        return mqtt.dialect() == SourceConfig.Dialect.RAW;
    }

    private static String dialect(SourceConfig.Mqtt mqtt) {
        return mqtt.dialect().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.removeLast().close();
            } catch (Exception e) {
                throw new IllegalStateException("a part does not close", e);
            }
        }
    }

    /** A started gateway and what was started for it; closed in reverse order. */
    static final class RunningGateway implements Running {

        private final Gateway gateway;
        private final Deque<AutoCloseable> parts;

        RunningGateway(Gateway gateway, Deque<AutoCloseable> parts) {
            this.gateway = gateway;
            this.parts = parts;
        }

        @Override
        public boolean await(Duration atMost) throws InterruptedException {
            return gateway.awaitEnd(atMost);
        }

        @Override
        public void close() {
            closeAll(parts);
        }
    }
}
