package org.polymeter.gateway.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import org.polymeter.gateway.http.Answer;
import org.polymeter.gateway.http.Routes;
import org.polymeter.gateway.sink.Bytes;

/** The machine-readable specification, from the jar (docs/spec). */
final class SpecPages {

    private static final String FOLDER = "/org/polymeter/gateway/spec/";

    /** No other characters: what is asked for must not leave the folder. */
    private static final String NAME = "[a-z][a-z0-9-]*(\\.schema)?\\.json";

    private static final String SCHEMA = ".schema.json";

    private SpecPages() {}

    static void addTo(Routes routes) {
        routes.add("/api/1/openapi.json", call -> document("openapi.json"));
        routes.add("/api/1/asyncapi.json", call -> document("asyncapi.json"));
        routes.add("/api/1/schema/{name}", call -> document(schema(call.variable("name"))));
        // The documents refer to schemas beside them.
        routes.add("/api/1/{document}", call -> document(call.variable("document")));
    }

    /** {@code reading} means {@code reading.schema.json}. */
    private static String schema(String name) {
        return name.endsWith(".json") ? name : name + SCHEMA;
    }

    private static Answer document(String name) {
        return read(name)
                .<Answer>map(bytes -> new Answer.Document("application/json", bytes, Map.of()))
                .orElseGet(() -> Answer.Problem.notFound("There is no document '" + name
                        + "'. There are openapi.json, asyncapi.json, and the schemas that they refer to."));
    }

    private static Optional<Bytes> read(String name) {
        if (!name.matches(NAME)) {
            return Optional.empty();
        }
        try (InputStream in = SpecPages.class.getResourceAsStream(FOLDER + name)) {
            return in == null ? Optional.empty() : Optional.of(Bytes.of(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
