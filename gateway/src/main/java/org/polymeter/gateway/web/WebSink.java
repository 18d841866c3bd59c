package org.polymeter.gateway.web;

import com.sun.net.httpserver.HttpsConfigurator;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Gate;
import org.polymeter.gateway.http.HostCheck;
import org.polymeter.gateway.http.Listener;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Page;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Responder;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.http.ServerLimits;
import org.polymeter.gateway.insight.Tariffs;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.sink.Sink;
import org.polymeter.gateway.tls.ServerTls;
import org.polymeter.gateway.web.esp.EspSmartMeter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what is known by HTTP: REST and streams that mirror the topics (docs/profile.md),
 * history, metrics, and the pages of the app.
 */
public final class WebSink implements Sink {

    private static final Logger LOG = LoggerFactory.getLogger(WebSink.class);

    private static final String ANY_ORIGIN = "Access-Control-Allow-Origin";

    private final Listener listener;
    private final WebSettings settings;
    private final ExecutorService threads;
    private final Board board;
    private final Streams streams;
    private final Routes routes;
    private final Optional<EspSmartMeter> esp;
    private final List<Pages> further;
    private boolean answering;

    private WebSink(
            Listener listener,
            WebSettings settings,
            ExecutorService threads,
            Board board,
            Streams streams,
            Routes routes,
            Optional<EspSmartMeter> esp,
            List<Pages> further) {
        this.listener = listener;
        this.settings = settings;
        this.threads = threads;
        this.board = board;
        this.streams = streams;
        this.routes = routes;
        this.esp = esp;
        this.further = List.copyOf(further);
    }

    /**
     * Listens; who calls is answered as soon as there is something to tell.
     *
     * @param counts the gateway's counters at this moment
     * @param history empty if none is kept
     * @param tariffs what energy costs at this moment
     * @param gate who may see what
     * @param further pages beside those of readings
     * @throws IOException if the port is taken or the address is not this machine's
     */
    public static WebSink listen(
            WebSettings settings,
            InstantSource clock,
            Supplier<Fact.Counted> counts,
            Optional<History> history,
            Supplier<Tariffs> tariffs,
            Gate gate,
            List<Pages> further)
            throws IOException {
        ServerLimits.set();
        Board board = new Board();
        Messages messages = new Messages(settings.profile());
        Streams streams = new Streams(messages, board, Streams.SILENCE);
        Routes routes = routes(settings, board, messages, streams, gate);
        new HistoryPages(history, clock).addTo(routes);
        new InsightPages(history, tariffs, board, clock).addTo(routes);
        routes.add("/metrics", metrics(settings.profile(), board, clock, counts));
        Optional<EspSmartMeter> esp = settings.espSmartMeter()
                .map(it -> new EspSmartMeter(
                        it.meter(), it.layout(), settings.profile().topics().gateway(), clock.instant()));
        esp.ifPresent(pages -> addTo(routes, pages));
        further.forEach(pages -> pages.addTo(routes));
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("http ", 1).factory());
        Responder responder = new Responder(
                routes,
                new HostCheck(settings.hosts()),
                settings.tls().filter(ServerTls::isSigned).isPresent());
        return new WebSink(
                bind(settings, gate, responder, threads), settings, threads, board, streams, routes, esp, further);
    }

    /** At this machine alone, until the gate may be passed by others. */
    private static Listener bind(WebSettings settings, Gate gate, Responder responder, ExecutorService threads)
            throws IOException {
        InetAddress address = InetAddress.getByName(settings.bind());
        Listener listener = new Listener(
                address, settings.port(), settings.tls().map(HttpsConfigurator.class::cast), responder, threads);
        gate.onceOpen(listener::open);
        try {
            listener.bind();
        } catch (BindException e) {
            throw new IOException(
                    "the http output cannot listen at " + settings.bind() + ":" + settings.port()
                            + ": the port is in use or the address is not this machine's; choose another port, or end"
                            + " the program that has it",
                    e);
        }
        if (!address.isLoopbackAddress() && !listener.isOpen()) {
            LOG.warn(
                    "http: there is no password yet, so only this machine is answered, and not {}; set one with"
                            + " 'polymeter password', or by the link on the console",
                    settings.bind());
        }
        return listener;
    }

    private static Routes routes(WebSettings settings, Board board, Messages messages, Streams streams, Gate gate) {
        Routes routes = new Routes(gate);
        new MeterPages(board, messages).addTo(routes);
        new GatewayPages(settings.profile().topics().gateway(), board, messages).addTo(routes);
        routes.add("/api/1/stream", streams);
        routes.add("/api/app/state", new StatePage(board, messages));
        SpecPages.addTo(routes);
        return routes;
    }

    private static Page metrics(
            ProfileSettings profile, Board board, InstantSource clock, Supplier<Fact.Counted> counts) {
        MeterMetrics meters = new MeterMetrics(board, profile.topics().gateway());
        GatewayMetrics gateway = new GatewayMetrics(profile.topics().gateway(), profile.version());
        return call -> {
            Exposition out = new Exposition();
            meters.addTo(out, clock.instant());
            gateway.addTo(out, counts.get());
            return Answer.Document.text(Exposition.CONTENT_TYPE, out.text());
        };
    }

    /** As there, any web page may read them: what a stranger would get, for browsers send no cookie there. */
    private static void addTo(Routes routes, EspSmartMeter esp) {
        routes.add("/data.json", call -> Answer.Document.json(esp.data()).with(ANY_ORIGIN, "*"));
        routes.add(
                Method.GET,
                "/log.txt",
                Right.INSPECT, // it shows serial numbers
                call -> Answer.Document.text("text/plain; charset=utf-8", esp.log())
                        .with(ANY_ORIGIN, "*"));
    }

    /** The port it listens at. */
    public int port() {
        return listener.port();
    }

    /** Templates of the paths there are. */
    List<Routes.Route> routes() {
        return routes.all();
    }

    @Override
    public String describe() {
        return (settings.tls().isPresent() ? "https " : "http ") + settings.bind() + ":" + port();
    }

    @Override
    public void write(List<Fact> batch) {
        for (Fact fact : batch) {
            board.put(fact);
            esp.ifPresent(pages -> pages.take(fact));
            further.forEach(pages -> pages.take(fact));
        }
        if (!answering) {
            answering = true;
            listener.start();
        }
    }

    @Override
    public boolean wantsTold() {
        return esp.isPresent() || further.stream().anyMatch(Pages::wantsTold);
    }

    @Override
    public void close() {
        streams.end();
        listener.close();
        threads.shutdownNow();
    }
}
