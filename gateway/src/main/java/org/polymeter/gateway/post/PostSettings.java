package org.polymeter.gateway.post;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.upload.Endpoint;

/**
 * Where readings and events are sent, and how.
 *
 * @param url {@code http} or {@code https}; path and query may be secrets, as those of webhooks are
 * @param batch messages in one request, at most
 * @param packed whether bodies that are worth it are sent with gzip
 * @param headers of each request, such as {@code Authorization}; their values are secrets
 * @param caFile PEM file with the authorities to trust instead of the system's; only with https
 */
public record PostSettings(
        URI url, Form form, int batch, boolean packed, Map<String, String> headers, Optional<Path> caFile) {

    /** In one request; what the courier brings at most. */
    public static final int LARGEST_BATCH = 200;

    public PostSettings {
        headers = Map.copyOf(headers);
    }

    /** Never a secret. */
    @Override
    public String toString() {
        return form + " to " + Endpoint.server(url);
    }
}
