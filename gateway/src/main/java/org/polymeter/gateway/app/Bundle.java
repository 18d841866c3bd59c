package org.polymeter.gateway.app;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The modules that the first page needs, as one: over a slow network each request costs more than all the bytes. They
 * are put one after the other, without the imports between them, so a name may stand in one of them only. Whoever
 * imports one of them gets the whole.
 */
final class Bundle {

    /** Under which name it is served. */
    static final String NAME = "app.js";

    private static final Pattern IMPORT = Pattern.compile("(?m)^import\\s+\\{([^}]*)}\\s+from\\s+'([^']+)';\\R?");
    private static final Pattern SPECIFIER = Pattern.compile("(from\\s+|import\\()'([^']+)'");

    private final Function<String, Optional<String>> source;
    private final Map<String, String> modules = new LinkedHashMap<>();
    private final Map<String, Set<String>> imported = new LinkedHashMap<>();

    /** {@code source}: the text of a module. */
    Bundle(Function<String, Optional<String>> source) {
        this.source = source;
        add(NAME);
    }

    /** All modules as one. */
    String text() {
        StringBuilder text = new StringBuilder();
        imported.forEach((module, names) -> text.append("import {")
                .append(String.join(", ", names))
                .append("} from './")
                .append(module)
                .append("';\n"));
        modules.forEach((module, body) ->
                text.append("\n// ").append(module).append("\n\n").append(body));
        return text.toString();
    }

    /** Names of the modules in it. */
    Set<String> modules() {
        return Set.copyOf(modules.keySet());
    }

    /** A module that is not in it, importing it where it imports a part of it. */
    String rewritten(String module, String text) {
        Matcher matcher = SPECIFIER.matcher(text);
        return matcher.replaceAll(found -> {
            String target = resolve(module, found.group(2));
            return Matcher.quoteReplacement(
                    modules.containsKey(target) ? found.group(1) + "'/app/" + NAME + "'" : found.group());
        });
    }

    private void add(String module) {
        if (modules.containsKey(module) || !module.endsWith(".js")) {
            return;
        }
        String text = source.apply(module).orElseThrow(() -> new IllegalStateException("the app lacks " + module));
        importsOf(module).forEach(this::add);
        IMPORT.matcher(text).results().forEach(found -> keep(module, found));
        modules.put(module, IMPORT.matcher(text).replaceAll(""));
    }

    /** What comes from elsewhere, as libraries do, stays imported. */
    private void keep(String module, MatchResult found) {
        String target = resolve(module, found.group(2));
        if (isForeign(target)) {
            Set<String> names = imported.computeIfAbsent(target, unused -> new TreeSet<>());
            for (String name : found.group(1).split(",", -1)) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
    }

    private List<String> importsOf(String module) {
        Set<String> targets = new LinkedHashSet<>();
        String text = source.apply(module).orElse("");
        IMPORT.matcher(text).results().forEach(found -> targets.add(resolve(module, found.group(2))));
        targets.removeIf(Bundle::isForeign);
        return new ArrayList<>(targets);
    }

    private static boolean isForeign(String module) {
        return module.startsWith("vendor/");
    }

    /** {@code ../core/text.js} of {@code pages/now.js} is {@code core/text.js}. */
    private static String resolve(String module, String specifier) {
        return specifier.startsWith(".")
                ? URI.create("/" + module).resolve(specifier).getPath().substring(1)
                : specifier;
    }
}
