package org.polymeter.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.polymeter.gateway.access.Entrance;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.HostName;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.health.LogRing;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.influx.InfluxSink;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.EmbeddedBroker;
import org.polymeter.gateway.post.PostSink;
import org.polymeter.gateway.sink.ConsoleSink;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings.Raw;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.tls.Identity;
import org.polymeter.gateway.tls.ServerTls;
import org.polymeter.gateway.web.WebSettings;
import org.polymeter.gateway.web.WebSink;
import org.polymeter.gateway.web.esp.Layout;

/** From the configuration of an output to what serves it. */
final class Sinks implements AutoCloseable {

    /**
     * What the http output tells beside what comes to it.
     *
     * @param counts the gateway's counters at this moment
     * @param history empty if none is kept
     * @param tariffs what energy costs at this moment
     * @param front what else there is
     * @param doors who may come in
     */
    record Known(
            Supplier<Fact.Counted> counts,
            Optional<History> history,
            Supplier<Tariffs> tariffs,
            Front front,
            Doors doors) {}

    private final Configuration configuration;
    private final InstantSource clock;
    private final Renderings renderings;
    private final Known known;

    /** One for all web apps, so that one that moves still has what led to it. */
    private final LogRing log = LogRing.open();

    /** {@code raw}: how the frames of a source are published at this moment. */
    Sinks(
            Configuration configuration,
            InstantSource clock,
            InstantSource steady,
            Function<String, Raw> raw,
            Known known) {
        this.configuration = configuration;
        this.clock = clock;
        this.renderings = new Renderings(configuration, steady, raw);
        this.known = known;
    }

    /** {@code parts}: where to put what has to be closed after it. */
    Sink of(OutputConfig output, Deque<AutoCloseable> parts) throws IOException {
        return switch (output) {
            case OutputConfig.EmbeddedBroker broker -> {
                EmbeddedBroker started = EmbeddedBroker.start(broker.bind(), broker.port(), Optional.empty());
                parts.addLast(started);
                yield renderings.at(
                        BrokerAddress.plain(EmbeddedBroker.LOOPBACK, started.port()),
                        new Wording.Profile(broker.homeAssistant()));
            }
            case OutputConfig.Mqtt mqtt -> renderings.at(mqtt.broker(), mqtt.wording());
            case OutputConfig.InfluxDb influx -> new InfluxSink(influx.settings());
            case OutputConfig.HttpPost post -> new PostSink(post.settings(), configuration.gateway(), clock);
            case OutputConfig.Http http -> web(http, parts);
            case OutputConfig.Console console ->
                new ConsoleSink(
                        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8),
                        console.format() == OutputConfig.Format.JSON
                                ? ConsoleSink.Form.NDJSON
                                : ConsoleSink.Form.PEOPLE);
        };
    }

    @Override
    public void close() {
        log.close();
    }

    private Sink web(OutputConfig.Http http, Deque<AutoCloseable> parts) throws IOException {
        WebSettings settings = settings(http);
        Entrance entrance =
                known.doors().at(http, configuration, settings.profile().version());
        List<Pages> pages = new ArrayList<>(entrance.pages());
        pages.addAll(known.front().pages(log));
        Sink web = WebSink.listen(
                settings, clock, known.counts(), known.history(), known.tariffs(), entrance.gate(), pages);
        if (http.announce()) {
            LateAnnouncement announcement = new LateAnnouncement(http, configuration.gateway());
            parts.addLast(announcement);
            entrance.gate().onceOpen(announcement::start);
        }
        return web;
    }

    private WebSettings settings(OutputConfig.Http http) throws IOException {
        Optional<ServerTls> tls = Optional.empty();
        if (http.tls().isPresent()) {
            tls = Optional.of(ServerTls.by(identity(http.tls().get()), clock));
        }
        return new WebSettings(
                http.bind(),
                http.port(),
                http.hosts(),
                renderings.settings(),
                http.espSmartMeter()
                        .map(esp -> new WebSettings.Esp(esp.meter(), esp.layout() == 1 ? Layout.PLACES : Layout.CODES)),
                tls);
    }

    private Identity identity(OutputConfig.Tls tls) {
        return tls.own().isPresent()
                ? tls.own().get()
                : new Identity.Generated(configuration.data(), configuration.gateway(), HostName.ofThisMachine());
    }
}
