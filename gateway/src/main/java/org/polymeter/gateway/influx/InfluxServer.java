package org.polymeter.gateway.influx;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.tls.Authorities;

/**
 * The server at the other end, over the HTTP client that costs least memory (docs/decisions/0018).
 * The connection is kept by the JDK from one request to the next.
 */
final class InfluxServer {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 15_000;

    /** Less than this fits into two or three packets as it is. */
    private static final int WORTH_PACKING = 4_096;

    /** What a server says beyond that is of no use to anybody. */
    private static final int LONGEST_ANSWER = 4_096;

    private final InfluxSettings settings;
    private final InfluxAnswers answers;
    private @Nullable SSLSocketFactory trusted;

    InfluxServer(InfluxSettings settings) {
        this.settings = settings;
        this.answers = new InfluxAnswers(settings);
    }

    /** {@code host:port}, never with a password. */
    static String words(URI url) {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /**
     * Writes lines.
     *
     * @return nothing if the server has them all, else what it has against some of them
     * @throws IOException if the same lines may be taken later; says what to do
     */
    Optional<String> write(byte[] lines) throws IOException {
        HttpURLConnection request = open();
        boolean packed = lines.length >= WORTH_PACKING;
        if (packed) {
            request.setRequestProperty("Content-Encoding", "gzip");
        }
        int status;
        String said;
        try {
            try (OutputStream out = request.getOutputStream()) {
                out.write(packed ? packed(lines) : lines);
            }
            status = request.getResponseCode();
            said = body(request);
        } catch (IOException e) {
            throw answers.lost(e);
        }
        return answers.refusal(status, said);
    }

    private HttpURLConnection open() throws IOException {
        String base = settings.url().toString().replaceFirst("/+$", "");
        URL url = URI.create(base + settings.target().path()).toURL();
        HttpURLConnection request = (HttpURLConnection) url.openConnection();
        if (request instanceof HttpsURLConnection secure && settings.caFile().isPresent()) {
            secure.setSSLSocketFactory(trusted());
        }
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(ANSWER_MILLIS);
        request.setInstanceFollowRedirects(false); // the password is for this server alone
        request.setRequestMethod("POST");
        request.setDoOutput(true);
        request.setRequestProperty("Content-Type", "text/plain; charset=utf-8");
        request.setRequestProperty("Accept", "application/json");
        request.setRequestProperty("User-Agent", "polymeter");
        settings.target().authorization().ifPresent(value -> request.setRequestProperty("Authorization", value));
        return request;
    }

    private SSLSocketFactory trusted() throws IOException {
        SSLSocketFactory known = trusted;
        if (known != null) {
            return known;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Authorities.read(settings.caFile().orElseThrow()).getTrustManagers(), null);
            SSLSocketFactory made = context.getSocketFactory();
            trusted = made; // one and the same, or no connection would be used twice
            return made;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
    }

    /** All of it, or the connection could not be used again. */
    private static String body(HttpURLConnection request) throws IOException {
        InputStream errors = request.getErrorStream();
        boolean failed = request.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream in = failed ? errors : request.getInputStream()) {
            return in == null ? "" : new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
        }
    }

    private static byte[] packed(byte[] lines) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(lines.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(lines);
        }
        return packed.toByteArray();
    }
}
