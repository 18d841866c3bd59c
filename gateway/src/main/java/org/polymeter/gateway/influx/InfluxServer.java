package org.polymeter.gateway.influx;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.upload.Answer;
import org.polymeter.gateway.upload.Endpoint;

/** The server at the other end. */
final class InfluxServer {

    private final Endpoint endpoint;
    private final InfluxAnswers answers;
    private final Map<String, String> headers = new HashMap<>();

    InfluxServer(InfluxSettings settings) {
        String base = settings.url().toString().replaceFirst("/+$", "");
        this.endpoint =
                new Endpoint("InfluxDB", URI.create(base + settings.target().path()), settings.caFile());
        this.answers = new InfluxAnswers(settings, endpoint.words());
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Accept", "application/json");
        settings.target().authorization().ifPresent(value -> headers.put("Authorization", value));
    }

    /**
     * Writes lines.
     *
     * @return nothing if the server has them all, else what it has against some of them
     * @throws IOException if the same lines may be taken later; says what to do
     */
    Optional<String> write(byte[] lines) throws IOException {
        Answer answer = endpoint.post(lines, true, headers);
        return answers.refusal(answer);
    }
}
