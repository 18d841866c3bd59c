package org.polymeter.gateway.http;

import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Requests without a server. */
public final class Calls {

    private Calls() {}

    public static Call get(String path, String query) {
        return new Call(Method.GET, path, Map.of(), query, Map.of(), InetAddress.getLoopbackAddress(), Body.NONE);
    }

    /** {@code headers}: names in lower case. */
    public static Call send(Method method, String path, Map<String, List<String>> headers, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new Call(
                method,
                path,
                Map.of(),
                "",
                headers,
                InetAddress.getLoopbackAddress(),
                () -> new ByteArrayInputStream(bytes));
    }
}
