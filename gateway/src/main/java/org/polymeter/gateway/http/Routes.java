package org.polymeter.gateway.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which paths there are, what is at each, and who may go there: {@code /api/1/meter/{meter}/state}. */
public final class Routes {

    /**
     * One way to call.
     *
     * @param template its path; {@code {name}} stands for any text without a slash
     * @param right needed to go there
     */
    public record Route(Method method, String template, Right right, Page page) {}

    private record Found(Map<Method, Route> routes, Map<String, String> variables) {}

    private final Map<String, Map<Method, Route>> routes = new LinkedHashMap<>();
    private final Gate gate;

    public Routes(Gate gate) {
        this.gate = gate;
    }

    /** Adds a path that whoever may read may GET; a path with {@code {name}} yields to one that is written out. */
    public Routes add(String template, Page page) {
        return add(Method.GET, template, Right.READ, page);
    }

    public Routes add(Method method, String template, Right right, Page page) {
        Route before = routes.computeIfAbsent(template, unused -> new EnumMap<>(Method.class))
                .put(method, new Route(method, template, right, page));
        if (before != null) {
            throw new IllegalStateException("two pages for " + method + " " + template);
        }
        return this;
    }

    /** Whether this caller has that right. */
    public boolean may(Call call, Right right) {
        return gate.refusal(call, right).isEmpty();
    }

    /** All that were added. */
    public List<Route> all() {
        List<Route> all = new ArrayList<>();
        routes.values().forEach(here -> all.addAll(here.values()));
        return all;
    }

    /** Paths of all that were added. */
    public Set<String> templates() {
        return routes.keySet();
    }

    /** What is asked for, or a problem that says why not. */
    Answer answer(Call call) throws IOException {
        Optional<Found> found = find(call.path());
        if (found.isEmpty()) {
            // who may read nothing learns nothing, not even what there is not
            return gate.refusal(call, Right.READ)
                    .orElseGet(() -> Answer.Problem.notFound(
                            "There is nothing at this path. What there is, is in /api/1/openapi.json."));
        }
        Route route = found.get().routes.get(call.method());
        if (route == null) {
            return gate.refusal(call, Right.READ)
                    .orElseGet(() ->
                            notAllowed(call.method().name(), found.get().routes.keySet()));
        }
        Call here = call.with(found.get().variables);
        Optional<Answer.Problem> refusal = gate.refusal(here, route.right);
        return refusal.isPresent() ? refusal.get() : route.page.answer(here);
    }

    /** For a method that nothing here has; who may read nothing does not learn what there is. */
    Answer answer(String method, Call call) {
        return gate.refusal(call, Right.READ)
                .orElseGet(() -> notAllowed(
                        method, find(call.path()).map(it -> it.routes.keySet()).orElse(Set.of(Method.GET))));
    }

    private static Answer.Problem notAllowed(String method, Set<Method> allowed) {
        String words = allowed.stream()
                .map(it -> it == Method.GET ? "GET, HEAD" : it.name())
                .collect(Collectors.joining(", "));
        return new Answer.Problem(
                405,
                "Method Not Allowed",
                method + " is nothing that can be done here; there are: " + words + ".",
                Map.of("Allow", words, "Connection", "close"));
    }

    private Optional<Found> find(String path) {
        Map<Method, Route> exact = routes.get(path);
        if (exact != null && path.indexOf('{') < 0) {
            return Optional.of(new Found(exact, Map.of()));
        }
        String[] levels = path.split("/", -1);
        for (Map.Entry<String, Map<Method, Route>> entry : routes.entrySet()) {
            Map<String, String> variables = match(entry.getKey().split("/", -1), levels);
            if (variables != null) {
                return Optional.of(new Found(entry.getValue(), variables));
            }
        }
        return Optional.empty();
    }

    private static @Nullable Map<String, String> match(String[] template, String[] levels) {
        if (template.length != levels.length) {
            return null;
        }
        Map<String, String> variables = new HashMap<>();
        for (int i = 0; i < levels.length; i++) {
            String name = template[i];
            if (name.startsWith("{") && !levels[i].isEmpty()) {
                variables.put(name.substring(1, name.length() - 1), levels[i]);
            } else if (!name.equals(levels[i])) {
                return null;
            }
        }
        return variables;
    }
}
