package org.polymeter.gateway;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.polymeter.gateway.announce.Announcement;
import org.polymeter.gateway.config.Configuration;
import org.polymeter.gateway.config.OutputConfig;
import org.polymeter.gateway.config.Wording;
import org.polymeter.gateway.health.LogRing;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.influx.InfluxSink;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.mqtt.BrokerAddress;
import org.polymeter.gateway.mqtt.EmbeddedBroker;
import org.polymeter.gateway.post.PostSink;
import org.polymeter.gateway.sink.ConsoleSink;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings.Raw;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.web.WebSettings;
import org.polymeter.gateway.web.WebSink;
import org.polymeter.gateway.web.esp.Layout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From the configuration of an output to what serves it. */
final class Sinks {

    private static final Logger LOG = LoggerFactory.getLogger(Sinks.class);

    /** What a browser is sent to that has found this gateway by mDNS. */
    private static final String FIRST_PAGE = "/";

    /**
     * What the http output tells beside what comes to it.
     *
     * @param counts the gateway's counters at this moment
     * @param history empty if none is kept
     * @param tariffs what energy costs at this moment
     * @param front what else there is
     */
    record Known(Supplier<Fact.Counted> counts, Optional<History> history, Supplier<Tariffs> tariffs, Front front) {}

    private final Configuration configuration;
    private final InstantSource clock;
    private final Renderings renderings;
    private final Known known;

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
            case OutputConfig.Http http -> {
                Sink web = web(http, parts);
                if (http.announce()) {
                    announce(http, parts);
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

    private Sink web(OutputConfig.Http http, Deque<AutoCloseable> parts) throws IOException {
        LogRing log = LogRing.open();
        parts.addLast(log::close);
        return WebSink.listen(
                settings(http),
                clock,
                known.counts(),
                known.history(),
                known.tariffs(),
                Front.gate(),
                known.front().pages(log));
    }

    /** Who is not found by name is still found by address. */
    private void announce(OutputConfig.Http http, Deque<AutoCloseable> parts) {
        try {
            parts.addLast(Announcement.ofGateway(configuration.gateway(), http.port(), http.bind(), FIRST_PAGE));
        } catch (IOException e) {
            LOG.warn("{}: mDNS cannot announce it: {}", http.where(), e.getMessage());
        }
    }

    private WebSettings settings(OutputConfig.Http http) {
        return new WebSettings(
                http.bind(),
                http.port(),
                http.hosts(),
                renderings.settings(),
                http.espSmartMeter()
                        .map(esp ->
                                new WebSettings.Esp(esp.meter(), esp.layout() == 1 ? Layout.PLACES : Layout.CODES)));
    }
}
