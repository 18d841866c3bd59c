package org.polymeter.gateway.setup;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Answer.Document;
import org.polymeter.gateway.http.Answer.Problem;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.setup.Asked.NonsenseException;

/** What the page "add a meter" needs: {@code /api/app/country, port, search, listening}. */
public final class SetupPages implements Pages {

    /**
     * A port that a source reads.
     *
     * @param source its id
     */
    public record Taken(String source, String port) {}

    private static final int USUAL_SEARCH = 8; // seconds
    private static final int LONGEST_SEARCH = 30;
    private static final int SEARCHES = 2; // at once

    /** Or nginx would keep it back. */
    private interface Reading {
        Answer answer(Asked asked) throws IOException, NonsenseException;
    }

    private final Supplier<List<Taken>> taken;
    private final List<String> own;
    private final OrderReader orders;
    private final Listenings listenings;
    private final Semaphore searches = new Semaphore(SEARCHES);

    /**
     * Nothing is opened before somebody asks.
     *
     * @param taken serial ports that sources read at this moment
     * @param own filters of what this gateway publishes
     * @param zone of meters' clocks unless somebody says otherwise
     * @param steady by which a listening ends
     */
    public SetupPages(
            Supplier<List<Taken>> taken, List<String> own, ZoneId zone, InstantSource clock, InstantSource steady) {
        this(taken, own, zone, new Listenings(Listenings.PATIENCE, clock, steady));
    }

    SetupPages(Supplier<List<Taken>> taken, List<String> own, ZoneId zone, Listenings listenings) {
        this.taken = taken;
        this.own = own;
        this.orders = new OrderReader(zone);
        this.listenings = listenings;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(
                Method.GET, "/api/app/country", Right.READ, call -> Document.json(CountryAnswer.of(Countries.all())));
        routes.add(
                Method.GET,
                "/api/app/port",
                Right.CHANGE,
                call -> Document.json(SerialPorts.json(SerialPorts.found(), sources())));
        routes.add(Method.POST, "/api/app/search", Right.CHANGE, call -> reading(call, this::search));
        routes.add(Method.POST, "/api/app/listening", Right.CHANGE, call -> reading(call, this::begin));
        routes.add(Method.GET, "/api/app/listening/{id}", Right.CHANGE, this::watch);
        routes.add(Method.POST, "/api/app/listening/{id}/key", Right.CHANGE, this::key);
        routes.add(Method.DELETE, "/api/app/listening/{id}", Right.CHANGE, this::end);
    }

    private static Answer reading(Call call, Reading page) throws IOException {
        try {
            return page.answer(Asked.of(call));
        } catch (NonsenseException e) {
            return Problem.badRequest(String.valueOf(e.getMessage()));
        }
    }

    private Answer search(Asked asked) throws NonsenseException {
        BrokerSearch search = new BrokerSearch(OrderReader.broker(asked), own);
        int seconds = asked.number("seconds", USUAL_SEARCH, LONGEST_SEARCH);
        if (!searches.tryAcquire()) {
            return tooMany("Two searches go on already; wait until one has ended.");
        }
        try {
            return Document.json(BrokerSearch.json(search.run(Duration.ofSeconds(seconds))));
        } catch (IOException e) {
            return Problem.conflict(String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Problem.conflict("The gateway is ending.");
        } finally {
            searches.release();
        }
    }

    private Answer begin(Asked asked) throws NonsenseException {
        Order order = orders.read(asked);
        if (order.where() instanceof Where.Serial serial) {
            String port = SerialPorts.real(serial.port());
            String source = sources().get(port);
            if (source != null) {
                return Problem.conflict("The source '" + source + "' reads " + serial.port()
                        + " already. Its meter is among those on the page Meters; to listen anew, remove the source.");
            }
            if (listenings.at(port).isPresent()) {
                return Problem.conflict("Somebody listens at " + serial.port()
                        + " already. Close the page that does, or wait: it ends half"
                        + " a minute after that, or, if it asks for a key, ten minutes after it began.");
            }
        }
        Optional<Listening> listening = listenings.begin(order);
        return listening
                .<Answer>map(it -> Document.json(new JsonWriter()
                        .openObject()
                        .key("id")
                        .value(it.id())
                        .closeObject()
                        .toBytes()))
                .orElseGet(
                        () -> tooMany(Listenings.MOST + " listenings go on already; end one, or wait half a minute."));
    }

    private Answer watch(Call call) {
        return listenings
                .find(call.text("id"))
                .<Answer>map(it -> Answer.Live.events(new Watch(it)))
                .orElseGet(SetupPages::gone);
    }

    private Answer key(Call call) throws IOException {
        Optional<Listening> listening = listenings.find(call.text("id"));
        if (listening.isEmpty()) {
            return gone();
        }
        return reading(
                call,
                asked -> listening
                        .get()
                        .tryKeys(
                                asked.text("key").orElse(""),
                                asked.text("authKey").orElse(""))
                        .<Answer>map(trial -> Document.json(trial.json()))
                        .orElseGet(() ->
                                Problem.conflict("Nothing is understood yet, so no key can be tried. Wait a little.")));
    }

    private Answer end(Call call) {
        try {
            listenings.end(call.text("id"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Answer.Done.DONE;
    }

    private Map<String, String> sources() {
        return taken.get().stream()
                .collect(Collectors.toMap(it -> SerialPorts.real(it.port()), Taken::source, (first, other) -> first));
    }

    private static Problem gone() {
        return Problem.notFound("This listening has ended. Begin a new one.");
    }

    private static Problem tooMany(String detail) {
        return new Problem(503, "Service Unavailable", detail, Map.of("Retry-After", "30"));
    }
}
