package org.polymeter.gateway.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files of the app, from the jar; each is read and compressed once, when it is first asked for. */
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
            "webmanifest", "application/manifest+json");

    private final Map<String, Asset> known = new ConcurrentHashMap<>();

    Optional<Asset> find(String name) {
        Asset asset = known.get(name);
        if (asset != null) {
            return Optional.of(asset);
        }
        Optional<Asset> read = read(name);
        read.ifPresent(found -> known.put(name, found));
        return read;
    }

    private static Optional<Asset> read(String name) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null || !name.matches(NAME)) {
            return Optional.empty();
        }
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            return in == null ? Optional.empty() : Optional.of(Asset.of(type, in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
