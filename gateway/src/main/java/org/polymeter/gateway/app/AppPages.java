package org.polymeter.gateway.app;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;

/** {@code /} and {@code /app}: the web app. Nothing in it is secret, so everybody may have it. */
public final class AppPages implements Pages {

    private static final String FOLDER = "/app";

    /** The cookie of a reader who has chosen another language than the browser's. */
    private static final Pattern CHOSEN = Pattern.compile("\\blanguage=([a-z]{2})\\b");

    /** Lines of the document that are for those who may see what meters measure. */
    private static final Pattern READERS = Pattern.compile("(?m)^.*/api/app/state.*\\R");

    private final Assets assets = new Assets();
    private final boolean history;
    private final BooleanSupplier tariffs;

    /**
     * The app of a gateway.
     *
     * @param history whether it keeps one
     * @param tariffs whether it knows what energy costs now
     */
    public AppPages(boolean history, BooleanSupplier tariffs) {
        this.history = history;
        this.tariffs = tariffs;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, "/", Right.NONE, call -> first(call, routes.may(call, Right.READ)));
        for (String path : List.of("/{name}", "/{folder}/{name}", "/{folder}/{inner}/{name}")) {
            routes.add(
                    Method.GET,
                    FOLDER + path,
                    Right.NONE,
                    call -> asset(call.path().substring(FOLDER.length() + 1), call));
        }
        routes.add("/api/app/about", this::about);
    }

    /** What there is to ask for, so that no page asks for what there is not. */
    private Answer about(Call call) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("history").value(history).key("tariffs").value(tariffs.getAsBoolean());
        return Answer.Document.json(json.closeObject().toBytes());
    }

    /** The document, which names what comes next: in the reader's language, so that nothing has to be asked twice. */
    private Answer first(Call call, boolean mayRead) {
        String language = CHOSEN.matcher(call.header("Cookie").orElse(""))
                .results()
                .map(found -> found.group(1))
                .filter(Texts.LANGUAGES::contains)
                .findFirst()
                .orElseGet(() -> Texts.best(call.header("Accept-Language").orElse("")));
        String template = assets.text("index.html").orElseThrow();
        String page = (mayRead ? template : READERS.matcher(template).replaceAll("")).replace("{language}", language);
        return new Answer.Document(
                "text/html; charset=utf-8",
                Bytes.of(page.getBytes(StandardCharsets.UTF_8)),
                Map.of("Vary", "Accept-Language, Cookie, Authorization"));
    }

    private Answer asset(String name, Call call) {
        return assets.find(name)
                .<Answer>map(asset -> asset.answer(call.takesGzip()))
                .orElseGet(() ->
                        new Answer.Problem(404, "Not Found", "The app has no such file; it begins at /.", Map.of()));
    }
}
