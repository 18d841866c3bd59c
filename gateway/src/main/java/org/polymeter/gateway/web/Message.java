package org.polymeter.gateway.web;

import java.nio.charset.StandardCharsets;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.sink.Bytes;

/**
 * A message of the profile.
 *
 * @param topic without root and version: {@code meter/house/state}
 * @param json whether the payload is JSON, and not plain text
 * @param id of the fact; empty for state
 */
record Message(String topic, Bytes payload, boolean json, String id) {

    /** {@code state} of {@code meter/house/state}, {@code value} of {@code meter/house/value/power_w}. */
    String sort() {
        return topic.split("/", -1)[2];
    }

    String contentType() {
        return json ? "application/json" : "text/plain; charset=utf-8";
    }

    /** Adds {@code {"topic": …, "payload": …}}. */
    JsonWriter addTo(JsonWriter out) {
        out.openObject().key("topic").value(topic).key("payload");
        return (json ? out.json(payload.toArray()) : out.value(text())).closeObject();
    }

    String text() {
        return new String(payload.toArray(), StandardCharsets.UTF_8);
    }
}
