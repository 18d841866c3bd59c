package org.polymeter.gateway.influx;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/**
 * What a server's answer means: taken, never to be taken, or not now. Sentences for people, without
 * secrets, and without the names of meters, which are serial numbers.
 */
final class InfluxAnswers {

    /** {@code {"error":"…"}} of InfluxDB 1, {@code {"code":"…","message":"…"}} of InfluxDB 2. */
    private static final Pattern MESSAGE = Pattern.compile("\"(?:error|message)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** A server that cannot read a line shows it. */
    private static final Pattern LINE = Pattern.compile("'[^']*'|\\bmeter=[^ ,]+");

    private static final int LONGEST_MESSAGE = 300;

    private final InfluxSettings settings;
    private final String server;

    InfluxAnswers(InfluxSettings settings) {
        this.settings = settings;
        this.server = "InfluxDB at " + InfluxServer.words(settings.url());
    }

    /** Nothing if the lines were taken; else what is wrong with some of them, for good. */
    Optional<String> refusal(int status, String body) throws IOException {
        if (status / 100 == 2) {
            return Optional.empty();
        }
        Optional<String> message = message(body);
        return switch (status) {
            // Without a message it is something between us and InfluxDB that speaks.
            case 400, 422 -> Optional.of(message.orElseThrow(() -> unwelcome(status, body)));
            case 413 -> Optional.of(message.orElse("too much in one request"));
            case 401, 403 ->
                throw new IOException(server + " does not let us write into "
                        + settings.target().words() + ": " + message.orElse("status " + status) + "; check "
                        + secrets());
            case 404 ->
                throw new IOException(server + " has no such place: " + message.orElse("status 404") + "; create "
                        + settings.target().words() + ", or check 'url'");
            case 429 -> throw new IOException(server + " wants no more for now: too many requests");
            default -> throw unwelcome(status, message.orElse(body));
        };
    }

    /** What became of the connection. */
    IOException lost(IOException thrown) {
        String sentence = switch (thrown) {
            case UnknownHostException e ->
                "cannot find " + server + ": the name is unknown; check 'url' and the DNS of this machine";
            case SocketTimeoutException e -> server + " does not answer; check 'url', the network, its load";
            case NoRouteToHostException e -> "there is no way to " + server + "; check 'url' and the network";
            case ConnectException e ->
                server + " refused the connection: nothing listens there; check 'url', and that it runs";
            case SSLException e ->
                "TLS with " + server + " failed: " + e.getMessage()
                        + "; check 'url', and give the 'ca' of a certificate of your own";
            default -> "lost " + server + ": " + thrown.getMessage();
        };
        return new IOException(sentence, thrown);
    }

    private IOException unwelcome(int status, String said) {
        return new IOException(server + " answers " + status + (said.isBlank() ? "" : ": " + shown(said)));
    }

    private String secrets() {
        return switch (settings.target()) {
            case Target.Database database -> "'user' and 'password'";
            case Target.Bucket bucket -> "'token'";
        };
    }

    private static Optional<String> message(String body) {
        Matcher message = MESSAGE.matcher(body);
        return message.find()
                ? Optional.of(shown(message.group(1).replace("\\\"", "\"").replace("\\\\", "\\")))
                : Optional.empty();
    }

    private static String shown(String said) {
        String line = LINE.matcher(said).replaceAll("…").strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "…";
    }
}
