package org.polymeter.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;

/** What a request is answered with. */
public sealed interface Answer {

    /** Headers besides the usual ones. */
    Map<String, String> headers();

    /** A document, with status 200. */
    record Document(String contentType, Bytes body, Map<String, String> headers) implements Answer {

        public static Document json(byte[] body) {
            return new Document("application/json", Bytes.of(body), Map.of());
        }

        public static Document text(String contentType, String body) {
            return new Document(contentType, Bytes.of(body.getBytes(StandardCharsets.UTF_8)), Map.of());
        }

        public Document with(String header, String value) {
            return new Document(contentType, body, Map.of(header, value));
        }
    }

    /** It is done, and there is nothing to tell (status 204). */
    record Done(Map<String, String> headers) implements Answer {

        public static final Done DONE = new Done(Map.of());
    }

    /**
     * Why there is no document (RFC 9457).
     *
     * @param detail what is wrong with what, and what to do
     * @param problems a JSON list of all that is wrong, where that is more than one thing
     */
    record Problem(int status, String title, String detail, Map<String, String> headers, Optional<Bytes> problems)
            implements Answer {

        public Problem(int status, String title, String detail, Map<String, String> headers) {
            this(status, title, detail, headers, Optional.empty());
        }

        /** The same with all that is wrong, each by itself. */
        public Problem with(byte[] list) {
            return new Problem(status, title, detail, headers, Optional.of(Bytes.of(list)));
        }

        static final String CONTENT_TYPE = "application/problem+json";

        public static Problem badRequest(String detail) {
            return new Problem(400, "Bad Request", detail, Map.of());
        }

        /** The request is understood, and what it asks for does not fit the state of things. */
        public static Problem conflict(String detail) {
            return new Problem(409, "Conflict", detail, Map.of());
        }

        public static Problem notFound(String detail) {
            return new Problem(404, "Not Found", detail, Map.of());
        }

        /** {@code instance}: the path that was asked for. */
        Document document(String instance) {
            JsonWriter json = new JsonWriter().openObject();
            json.key("type").value("about:blank").key("title").value(title);
            json.key("status").value(status).key("detail").value(detail);
            json.key("instance").value(instance);
            problems.ifPresent(list -> json.key("problems").json(list.toArray()));
            return new Document(CONTENT_TYPE, Bytes.of(json.closeObject().toBytes()), headers);
        }
    }

    /**
     * Something that is written as long as it happens, with status 200.
     *
     * @param compressible whether it may be sent compressed, if the client takes that
     */
    record Live(String contentType, Map<String, String> headers, boolean compressible, Transmission transmission)
            implements Answer {

        /** Server-Sent Events (WHATWG HTML 9.2), which no proxy shall keep back. */
        public static Live events(Transmission transmission) {
            return new Live("text/event-stream", Map.of("X-Accel-Buffering", "no"), false, transmission);
        }
    }

    /** Writes until there is no more, the client has gone, or its thread is interrupted. */
    interface Transmission {
        void writeTo(OutputStream out) throws IOException, InterruptedException;
    }
}
