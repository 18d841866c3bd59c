package org.polymeter.gateway.upload;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;
import org.polymeter.gateway.tls.Authorities;

/**
 * A place at a server that takes bodies by POST, over the HTTP client that costs least memory
 * (docs/decisions/0018). The connection is kept by the JDK from one request to the next.
 */
public final class Endpoint {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 15_000;

    /** Less than this fits into two or three packets as it is. */
    private static final int WORTH_PACKING = 4_096;

    /** What a server says beyond that is of no use to anybody. */
    private static final int LONGEST_ANSWER = 4_096;

    private final String words;
    private final URI url;
    private final Optional<Path> caFile;
    private @Nullable SSLSocketFactory trusted;

    /**
     * {@code kind}: what there is, for people: {@code InfluxDB}. {@code caFile}: PEM file with the authorities to
     * trust instead of the system's.
     */
    public Endpoint(String kind, URI url, Optional<Path> caFile) {
        this.words = kind + " at " + server(url);
        this.url = url;
        this.caFile = caFile;
    }

    /** {@code host:port}, never with a password or a path. */
    public static String server(URI url) {
        return url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }

    /** For people: {@code InfluxDB at nas:8086}. */
    public String words() {
        return words;
    }

    /**
     * Sends a body.
     *
     * @param mayPack whether the server is known to take gzip
     * @throws IOException if there was no answer; says what to do
     */
    public Answer post(byte[] body, boolean mayPack, Map<String, String> headers) throws IOException {
        HttpURLConnection request = open();
        headers.forEach(request::setRequestProperty);
        boolean packed = mayPack && body.length >= WORTH_PACKING;
        if (packed) {
            request.setRequestProperty("Content-Encoding", "gzip");
        }
        try {
            try (OutputStream out = request.getOutputStream()) {
                out.write(packed ? packed(body) : body);
            }
            return new Answer(
                    request.getResponseCode(),
                    body(request),
                    Optional.ofNullable(request.getHeaderField("Retry-After")));
        } catch (IOException e) {
            throw lost(e);
        }
    }

    private HttpURLConnection open() throws IOException {
        HttpURLConnection request = (HttpURLConnection) url.toURL().openConnection();
        if (request instanceof HttpsURLConnection secure && caFile.isPresent()) {
            secure.setSSLSocketFactory(trusted(caFile.get()));
        }
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(ANSWER_MILLIS);
        request.setInstanceFollowRedirects(false); // the password is for this server alone
        request.setRequestMethod("POST");
        request.setDoOutput(true);
        request.setRequestProperty("User-Agent", "polymeter");
        return request;
    }

    private SSLSocketFactory trusted(Path authorities) throws IOException {
        SSLSocketFactory known = trusted;
        if (known != null) {
            return known;
        }
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, Authorities.read(authorities).getTrustManagers(), null);
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

    private static byte[] packed(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }

    /** What became of the connection. */
    private IOException lost(IOException thrown) {
        String sentence = switch (thrown) {
            case UnknownHostException e ->
                "cannot find " + words + ": the name is unknown; check 'url' and the DNS of this machine";
            case SocketTimeoutException e -> words + " does not answer; check 'url', the network, its load";
            case NoRouteToHostException e -> "there is no way to " + words + "; check 'url' and the network";
            case ConnectException e ->
                words + " refused the connection: nothing listens there; check 'url', and that it runs";
            case SSLException e ->
                "TLS with " + words + " failed: " + e.getMessage()
                        + "; check 'url', and give the 'ca' of a certificate of your own";
            default -> "lost " + words + ": " + thrown.getMessage();
        };
        return new OutageException(outage(thrown), sentence, thrown);
    }

    private static Outage outage(IOException thrown) {
        return switch (thrown) {
            case UnknownHostException e -> Outage.HOST_UNKNOWN;
            case SocketTimeoutException e -> Outage.NO_ANSWER;
            case NoRouteToHostException e -> Outage.NO_ANSWER;
            case ConnectException e -> Outage.REFUSED;
            case SSLException e -> Outage.TLS;
            default -> Outage.CLOSED;
        };
    }
}
