package org.polymeter.gateway.post;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** How messages of the profile, which are JSON objects, make up the body of a request. */
public enum Form {

    /** {@code [{…},{…}]}, also if it is one. */
    ARRAY("application/json"),

    /** An object a line. */
    NDJSON("application/x-ndjson"),

    /** One object, and so one message a request. */
    OBJECT("application/json");

    private final String contentType;

    Form(String contentType) {
        this.contentType = contentType;
    }

    String contentType() {
        return contentType;
    }

    byte[] body(List<byte[]> messages) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < messages.size(); i++) {
            if (this == ARRAY) {
                body.write(i == 0 ? '[' : ',');
            }
            body.writeBytes(messages.get(i));
            if (this == NDJSON) {
                body.write('\n');
            }
        }
        if (this == ARRAY) {
            body.write(']');
        }
        return body.toByteArray();
    }
}
