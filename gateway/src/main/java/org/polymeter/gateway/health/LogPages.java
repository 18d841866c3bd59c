package org.polymeter.gateway.health;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import org.polymeter.gateway.health.LogRing.Line;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Places;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /api/app/log}: what the program said, and what it says. */
public final class LogPages implements Pages {

    private static final String LOG = "/api/app/log";
    private static final int USUAL = 200;
    private static final int MOST = 2_000;
    private static final int MOST_LISTENERS = 16;

    /** As slf4j and most people call them. */
    private static final Map<String, Level> LEVELS =
            Map.of("INFO", Level.INFO, "WARN", Level.WARNING, "ERROR", Level.SEVERE);

    private final LogRing ring;
    private final Places places = new Places(MOST_LISTENERS);

    public LogPages(LogRing ring) {
        this.ring = ring;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, LOG, Right.INSPECT, this::lines);
        routes.add(Method.GET, LOG + "/live", Right.INSPECT, this::live);
        routes.add(Method.GET, LOG + "/text", Right.INSPECT, this::text);
    }

    private Answer lines(Call call) {
        Optional<Level> least = level(call);
        Optional<Long> before = number(call, "before", Long.MAX_VALUE);
        Optional<Long> most = number(call, "most", USUAL);
        if (least.isEmpty()) {
            return wrongLevel();
        }
        if (before.isEmpty() || most.isEmpty()) {
            return Answer.Problem.badRequest("'before' and 'most' are numbers.");
        }
        int wanted = Math.clamp(most.get(), 1, MOST);
        List<Line> found = ring.before(before.get(), least.get(), wanted);
        JsonWriter json = new JsonWriter().openObject().key("lines").openArray();
        found.forEach(line -> write(line, json));
        json.closeArray().key("older").value(found.size() == wanted);
        return Answer.Document.json(json.closeObject().toBytes());
    }

    private Answer live(Call call) {
        Optional<Level> least = level(call);
        if (least.isEmpty()) {
            return wrongLevel();
        }
        long begin = number(call, "after", ring.last()).orElse(ring.last());
        return places.answer(new LogFeed(ring, least.get(), begin));
    }

    private Answer text(Call call) {
        Optional<Level> least = level(call);
        if (least.isEmpty()) {
            return wrongLevel();
        }
        StringBuilder text = new StringBuilder();
        for (Line line : ring.before(Long.MAX_VALUE, least.get(), MOST)) {
            text.append(line.time()).append(' ').append(word(line.level())).append(' ');
            text.append(line.where())
                    .append(": ")
                    .append(line.text())
                    .append('\n')
                    .append(line.thrown());
        }
        return Answer.Document.text("text/plain; charset=utf-8", text.toString())
                .with("Content-Disposition", "attachment; filename=\"polymeter.log\"");
    }

    private static void write(Line line, JsonWriter json) {
        json.openObject().key("number").value(line.number());
        json.key("time").timeWithMillis(line.time());
        json.key("level").value(word(line.level())).key("where").value(line.where());
        json.key("text").value(line.text());
        if (!line.thrown().isEmpty()) {
            json.key("thrown").value(line.thrown());
        }
        json.closeObject();
    }

    static String json(Line line) {
        JsonWriter json = new JsonWriter();
        write(line, json);
        return new String(json.toBytes(), StandardCharsets.UTF_8);
    }

    private static String word(Level level) {
        return level.intValue() >= Level.SEVERE.intValue()
                ? "ERROR"
                : level.intValue() >= Level.WARNING.intValue() ? "WARN" : "INFO";
    }

    private static Optional<Level> level(Call call) {
        return Optional.ofNullable(LEVELS.get(call.parameter("level").orElse("INFO")));
    }

    private static Answer wrongLevel() {
        return Answer.Problem.badRequest("'level' is INFO, WARN or ERROR.");
    }

    private static Optional<Long> number(Call call, String name, long usual) {
        Optional<String> text = call.parameter(name);
        if (text.isEmpty()) {
            return Optional.of(usual);
        }
        return text.filter(it -> it.matches("\\d{1,18}")).map(Long::parseLong);
    }
}
