package org.polymeter.gateway.app;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What modules import. */
final class Bundles {

    private static final Pattern IMPORT = Pattern.compile("(?:from\\s+|import\\()'([^'$`]+)'");

    private Bundles() {}

    /** Names below the folder of the app. */
    static List<String> importsOf(String module, String text) {
        Path folder = Path.of("/app/" + module).resolveSibling(".");
        return IMPORT.matcher(text)
                .results()
                .map(found -> folder.resolve(found.group(1)).normalize())
                .map(path -> Path.of("/app").relativize(path).toString())
                .distinct()
                .toList();
    }
}
