package org.polymeter.gateway.influx;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;
import org.polymeter.gateway.upload.Answer;

/**
 * What a server's answer means: taken, never to be taken, or not now. Sentences for people, without
 * secrets, and without the names of meters, which are serial numbers.
 */
final class InfluxAnswers {

    /** {@code {"error":"…"}} of InfluxDB 1, {@code {"code":"…","message":"…"}} of InfluxDB 2. */
    private static final String MESSAGE = "error|message";

    /** A server that cannot read a line shows it. */
    private static final Pattern LINE = Pattern.compile("'[^']*'|\\bmeter=[^ ,]+");

    private final InfluxSettings settings;
    private final String server;

    /** {@code server}: for people, {@code InfluxDB at nas:8086}. */
    InfluxAnswers(InfluxSettings settings, String server) {
        this.settings = settings;
        this.server = server;
    }

    /** Nothing if the lines were taken; else what is wrong with some of them, for good. */
    Optional<String> refusal(Answer answer) throws IOException {
        if (answer.isTaken()) {
            return Optional.empty();
        }
        Optional<String> message = answer.text(MESSAGE).map(InfluxAnswers::shown);
        int status = answer.status();
        return switch (status) {
            // Without a message it is something between us and InfluxDB that speaks.
            case 400, 422 -> Optional.of(message.orElseThrow(() -> unwelcome(status, answer.body())));
            case 413 -> Optional.of(message.orElse("too much in one request"));
            case 401, 403 ->
                throw new OutageException(
                        Outage.SIGN_IN,
                        server + " does not let us write into "
                                + settings.target().words() + ": " + message.orElse("status " + status) + "; check "
                                + secrets());
            case 404 ->
                throw new OutageException(
                        Outage.NO_SUCH_PLACE,
                        server + " has no such place: " + message.orElse("status 404") + "; create "
                                + settings.target().words() + ", or check 'url'");
            case 429 ->
                throw new OutageException(Outage.OVERLOADED, server + " wants no more for now: too many requests");
            default -> throw unwelcome(status, message.orElse(answer.body()));
        };
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

    private static String shown(String said) {
        return Answer.sentence(LINE.matcher(said).replaceAll("…"));
    }
}
