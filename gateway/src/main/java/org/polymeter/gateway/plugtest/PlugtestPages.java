package org.polymeter.gateway.plugtest;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Feed;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.sink.Fact;

/** {@code /api/app/plugtest}: a plug-test of the meters that this gateway reads, while it reads them. */
public final class PlugtestPages implements Pages {

    private static final String PATH = "/api/app/plugtest";
    private static final BigDecimal USUAL_MINUTES = new BigDecimal(5);
    private static final BigDecimal FEWEST_MINUTES = new BigDecimal("0.05");
    private static final BigDecimal MOST_MINUTES = new BigDecimal(24 * 60);

    /** Bytes. */
    private static final int LARGEST_WISH = 16 * 1024;

    private static final Answer NO_JSON = Answer.Problem.badRequest(
            "The body is not the JSON that is expected here, such as {\"minutes\": 5, \"lists\": {\"house\": \"ekz\"}}.");

    private final Notebook known;
    private final Supplier<Fact.Counted> counts;
    private final InstantSource clock;
    private final Map<String, PortList> operators = new ConcurrentHashMap<>();
    private final Feed feed = new Feed("plugtest", Duration.ofSeconds(1));
    private volatile @Nullable Trial trial;

    /**
     * Pages of a gateway on which nothing was tested yet.
     *
     * @param known what is known of sources and meters
     * @param counts the gateway's counters at this moment
     */
    public PlugtestPages(Notebook known, Supplier<Fact.Counted> counts, InstantSource clock) {
        this.known = known;
        this.counts = counts;
        this.clock = clock;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(PATH, call -> Answer.Document.json(state()));
        routes.add(PATH + "/stream", call -> feed.of(() -> Optional.of(state())));
        routes.add(Method.POST, PATH, Right.INSPECT, this::start);
        routes.add(Method.PUT, PATH, Right.INSPECT, this::measureBy);
        routes.add(Method.DELETE, PATH, Right.INSPECT, call -> end());
        report(routes, "html", "text/html; charset=utf-8", test -> HtmlReport.of(test, new Serials(false)));
        report(routes, "md", "text/markdown; charset=utf-8", test -> MarkdownReport.of(test, new Serials(false)));
        report(routes, "json", "application/json", test -> JsonReport.of(test, new Serials(false)));
    }

    private void report(Routes routes, String end, String type, Function<Plugtest, String> writer) {
        routes.add(
                PATH + "." + end,
                call -> test().<Answer>map(test -> Answer.Document.text(type, writer.apply(test))
                                .with("Content-Disposition", "attachment; filename=\"plugtest." + end + "\""))
                        .orElseGet(() -> Answer.Problem.notFound(
                                "No plug-test was made since the start. POST to " + PATH + " makes one.")));
    }

    @Override
    public void take(Fact fact) {
        Trial running = trial;
        if (running != null) {
            running.take(fact, clock.instant());
        }
    }

    private Answer start(Call call) throws IOException {
        Optional<Wish> read = wish(call);
        if (read.isEmpty()) {
            return NO_JSON;
        }
        Wish wish = read.get();
        BigDecimal minutes = wish.minutes().orElse(USUAL_MINUTES);
        if (minutes.compareTo(FEWEST_MINUTES) < 0 || minutes.compareTo(MOST_MINUTES) > 0) {
            return Answer.Problem.badRequest("'minutes' is how long to listen, from " + FEWEST_MINUTES + " to "
                    + MOST_MINUTES + "; it was " + minutes + ".");
        }
        Optional<Answer> refusal = choose(wish.lists());
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Instant now = clock.instant();
        Trial before = trial;
        if (before != null && !before.isOver(now)) {
            return Answer.Problem.conflict("A plug-test is running until " + before.ends()
                    + ". Wait for it, or end it by DELETE " + PATH + ".");
        }
        Duration time =
                Duration.ofMillis(minutes.multiply(new BigDecimal(60_000)).longValue());
        trial = new Trial(known, counts, now, time);
        return Answer.Document.json(state());
    }

    /** Says by which lists to measure; what was heard is measured anew. */
    private Answer measureBy(Call call) throws IOException {
        Optional<Wish> wish = wish(call);
        return wish.isEmpty() ? NO_JSON : choose(wish.get().lists()).orElseGet(() -> Answer.Document.json(state()));
    }

    private Answer end() {
        Trial running = trial;
        if (running != null) {
            running.end(clock.instant());
        }
        return Answer.Document.json(state());
    }

    /** Empty if it cannot be read. */
    private static Optional<Wish> wish(Call call) throws IOException {
        byte[] body = call.body().read(LARGEST_WISH);
        return Wish.read(body.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : body);
    }

    private Optional<Answer> choose(Map<String, String> lists) {
        for (String name : lists.values()) {
            if (!name.isEmpty() && PortLists.named(name).isEmpty()) {
                return Optional.of(Answer.Problem.badRequest(
                        "No list is called '" + name + "'. Those there are, are in GET " + PATH + "."));
            }
        }
        lists.forEach((source, name) -> PortLists.named(name)
                .ifPresentOrElse(list -> operators.put(source, list), () -> operators.remove(source)));
        return Optional.empty();
    }

    /** Empty if none was made. */
    private Optional<Plugtest> test() {
        return Optional.ofNullable(trial)
                .map(made -> Plugtest.of(made.observations(clock.instant()), Map.copyOf(operators)));
    }

    private byte[] state() {
        return new StateJson(Map.copyOf(operators)).of(Optional.ofNullable(trial), test(), clock.instant());
    }
}
