package org.polymeter.gateway.access;

import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Right;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;

/**
 * What a page of the app has to know before it can show anything.
 *
 * @param gateway id of the gateway
 * @param version of the program
 * @param guests whether everybody may read
 * @param demo whether this is only a demonstration
 */
record Signpost(String gateway, String version, boolean guests, boolean demo) {

    /**
     * The document at {@code /api/app/session}.
     *
     * @param right what the caller may do
     * @param password whether there is one
     * @param session id of the caller's
     */
    Answer document(Right right, boolean password, Optional<String> session, Map<String, String> headers) {
        JsonWriter json = new JsonWriter().openObject();
        json.key("right").value(right.name());
        json.key("password").value(password);
        json.key("signedIn").value(session.isPresent());
        json.key("guest").value(guests);
        json.key("csrf").value(session.map(Session::proof).orElse(""));
        json.key("gateway").value(gateway);
        json.key("version").value(version);
        json.key("demo").value(demo);
        return new Answer.Document(
                "application/json", Bytes.of(json.closeObject().toBytes()), headers);
    }
}
