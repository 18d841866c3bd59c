package org.polymeter.gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Files of the app, from the jar; each is read, put together and compressed once, when it is first asked for. */
final class Assets {

    /** No other characters: what is asked for must not leave the folder. */
    private static final String NAME = "([a-z0-9-]+/){0,2}[a-z0-9-]+(\\.[a-z0-9-]+)*";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "json", "application/json",
            "svg", "image/svg+xml",
            "png", "image/png",
            "txt", "text/plain; charset=utf-8",
            "webmanifest", "application/manifest+json");

    /** What the first page looks like comes as one, for the same reason as its modules ({@link Bundle}). */
    private static final String STYLE = "style.css";

    private static final List<String> STYLES = List.of(STYLE, "core/health.css", "pages/now.css");

    private final Map<String, Asset> known = new ConcurrentHashMap<>();
    private final Texts texts = new Texts(this::text);

    /** Made when a module is first asked for. */
    private static final class Bundled {
        private static final Bundle BUNDLE = new Bundle(name -> read(name).map(Assets::utf8));
    }

    /** {@code name}: below the folder of the app, {@code core/text.js}. */
    Optional<Asset> find(String name) {
        Asset asset = known.get(name);
        if (asset != null) {
            return Optional.of(asset);
        }
        Optional<Asset> made = make(name);
        made.ifPresent(found -> known.put(name, found));
        return made;
    }

    /** The text of a file as it is in the jar. */
    Optional<String> text(String name) {
        return read(name).map(Assets::utf8);
    }

    private Optional<Asset> make(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            return Optional.empty();
        }
        return content(name).map(bytes -> Asset.of(type, bytes));
    }

    private Optional<byte[]> content(String name) {
        if (name.startsWith("lang/")) {
            return texts.of(name).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }
        if (name.equals(Bundle.NAME)) {
            return Optional.of(Bundled.BUNDLE.text().getBytes(StandardCharsets.UTF_8));
        }
        if (name.equals(STYLE)) {
            String sheets = STYLES.stream().map(it -> text(it).orElseThrow()).collect(Collectors.joining("\n"));
            return Optional.of(sheets.getBytes(StandardCharsets.UTF_8));
        }
        boolean isModule = name.startsWith("pages/") || name.startsWith("core/");
        if (isModule && name.endsWith(".js")) {
            return text(name).map(text -> Bundled.BUNDLE.rewritten(name, text).getBytes(StandardCharsets.UTF_8));
        }
        return read(name);
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Optional<byte[]> read(String name) {
        if (!name.matches(NAME)) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
