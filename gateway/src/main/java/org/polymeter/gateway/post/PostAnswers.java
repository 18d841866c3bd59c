package org.polymeter.gateway.post;

import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.polymeter.gateway.outage.Outage;
import org.polymeter.gateway.outage.OutageException;
import org.polymeter.gateway.upload.Answer;

/**
 * What a server's answer means: taken, never to be taken, or not now. What is wrong with the configuration is waited
 * for. Sentences for people, without secrets; of what a server says only what is known to be a sentence, without the
 * names that it may repeat.
 */
final class PostAnswers {

    /** Of many frameworks, and of RFC 9457. */
    private static final String MESSAGE = "error|message|detail|title";

    /** What may be a meter's id, one of a reading, or a number that a meter showed. */
    private static final Pattern NAME = Pattern.compile("[\\w.-]*\\d[\\w.-]*|'[^']*'|\\{.*\\}");

    /** "The plain HTTP request was sent to HTTPS port", as several servers have it in their own words. */
    private static final Pattern WANTS_TLS = Pattern.compile("\\b(?:HTTPS|SSL)\\b");

    private final PostSettings settings;
    private final String server;

    /** {@code server}: for people, {@code the server at nas:8086}. */
    PostAnswers(PostSettings settings, String server) {
        this.settings = settings;
        this.server = server;
    }

    /** Nothing if the messages were taken; else what is wrong with some of them, for good. */
    Optional<String> refusal(Answer answer) throws IOException {
        if (answer.isTaken()) {
            return Optional.empty();
        }
        int status = answer.status();
        String said = said(answer);
        return switch (status) {
            case 400 -> {
                if ("http".equals(settings.url().getScheme())
                        && WANTS_TLS.matcher(answer.body()).find()) {
                    throw new OutageException(Outage.TLS, server + " speaks TLS at this port; write https:// in 'url'");
                }
                yield Optional.of("status 400" + said);
            }
            case 409, 422 -> Optional.of("status " + status + said);
            case 413 -> Optional.of("it is too large");
            case 401, 403 ->
                throw new OutageException(
                        Outage.SIGN_IN,
                        server + " does not let us in: status " + status + said
                                + "; check 'token', 'user' or 'headers'");
            case 404, 405, 410 ->
                throw new OutageException(
                        Outage.NO_SUCH_PLACE,
                        server + " takes nothing there: status " + status + said + "; check 'url'");
            case 415 ->
                throw new IOException(server + " does not take "
                        + settings.form().contentType()
                        + (settings.packed() ? ", or not with gzip; check 'format' and 'gzip'" : "; check 'format'"));
            case 429 ->
                throw new OutageException(Outage.OVERLOADED, server + " wants no more for now: too many requests");
            case 301, 302, 303, 307, 308 ->
                throw new OutageException(
                        Outage.NO_SUCH_PLACE, server + " sends us elsewhere: status " + status + "; correct 'url'");
            default -> throw new IOException(server + " answers " + status + said);
        };
    }

    private static String said(Answer answer) {
        return answer.text(MESSAGE)
                .map(text -> ": " + Answer.sentence(NAME.matcher(text).replaceAll("…")))
                .orElse("");
    }
}
