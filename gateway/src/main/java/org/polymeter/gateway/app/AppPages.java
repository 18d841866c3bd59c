package org.polymeter.gateway.app;

import java.util.List;
import java.util.Map;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Call;
import org.polymeter.gateway.http.Method;
import org.polymeter.gateway.http.Pages;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.profile.JsonWriter;

/** {@code /} and {@code /app}: the web app. Nothing in it is secret, so everybody may have it. */
public final class AppPages implements Pages {

    private static final String FOLDER = "/app";

    private final Assets assets = new Assets();
    private final boolean history;
    private final boolean tariffs;

    /**
     * The app of a gateway.
     *
     * @param history whether it keeps one
     * @param tariffs whether it knows what energy costs
     */
    public AppPages(boolean history, boolean tariffs) {
        this.history = history;
        this.tariffs = tariffs;
    }

    @Override
    public void addTo(Routes routes) {
        routes.add(Method.GET, "/", Right.NONE, call -> asset("index.html", call));
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
        json.key("history").value(history).key("tariffs").value(tariffs);
        return Answer.Document.json(json.closeObject().toBytes());
    }

    private Answer asset(String name, Call call) {
        return assets.find(name)
                .<Answer>map(asset -> asset.answer(call.takesGzip()))
                .orElseGet(() ->
                        new Answer.Problem(404, "Not Found", "The app has no such file; it begins at /.", Map.of()));
    }
}
