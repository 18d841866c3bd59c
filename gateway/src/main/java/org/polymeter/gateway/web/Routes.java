package org.polymeter.gateway.web;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which paths there are, and what is at each: {@code /api/1/meter/{meter}/state}. */
final class Routes {

    private record Found(Page page, Map<String, String> variables) {}

    private final Map<String, Page> pages = new LinkedHashMap<>();

    /** Adds a path; {@code {name}} stands for any text without a slash, and yields to a path that is written out. */
    Routes add(String template, Page page) {
        pages.put(template, page);
        return this;
    }

    /** All that were added. */
    Set<String> templates() {
        return pages.keySet();
    }

    /** What is asked for, or a problem that says that it is nowhere. */
    Answer answer(String path, @Nullable String query) {
        Optional<Found> found = find(path);
        if (found.isEmpty()) {
            return Answer.Problem.notFound("There is nothing at this path. What there is, is in /api/1/openapi.json.");
        }
        return found.get().page.answer(Call.of(path, found.get().variables, query));
    }

    private Optional<Found> find(String path) {
        Page exact = pages.get(path);
        if (exact != null && path.indexOf('{') < 0) {
            return Optional.of(new Found(exact, Map.of()));
        }
        String[] levels = path.split("/", -1);
        for (Map.Entry<String, Page> entry : pages.entrySet()) {
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
