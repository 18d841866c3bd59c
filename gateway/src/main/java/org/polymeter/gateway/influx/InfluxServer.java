package org.polymeter.gateway.influx;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.sink.Trial;
import org.polymeter.gateway.upload.Answer;
import org.polymeter.gateway.upload.Endpoint;

/** The server at the other end. */
final class InfluxServer {

    /** A comment in line protocol. */
    private static final byte[] NOTHING = "# test\n".getBytes(StandardCharsets.US_ASCII);

    private final InfluxSettings settings;
    private final Endpoint endpoint;
    private final InfluxAnswers answers;
    private final Map<String, String> headers = new HashMap<>();

    InfluxServer(InfluxSettings settings) {
        this.settings = settings;
        String base = settings.url().toString().replaceFirst("/+$", "");
        this.endpoint =
                new Endpoint("InfluxDB", URI.create(base + settings.target().path()), settings.caFile());
        this.answers = new InfluxAnswers(settings, endpoint.words());
        headers.put("Content-Type", "text/plain; charset=utf-8");
        headers.put("Accept", "application/json");
        settings.target().authorization().ifPresent(value -> headers.put("Authorization", value));
    }

    /** Asks to write nothing: that shows whether we may write there, and leaves no trace. */
    Trial.Result tried() throws IOException {
        Answer answer = endpoint.post(NOTHING, false, headers);
        Optional<String> refusal = answers.refusal(answer); // a complaint about nothing comes after all else is well
        String place = endpoint.words() + ", " + settings.target().words();
        return new Trial.Result(
                Trial.Finding.MAY_WRITE,
                place + refusal.map(it -> " (" + it + ")").orElse(""));
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
