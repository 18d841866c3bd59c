package org.polymeter.gateway.http;

import java.time.Duration;
import java.util.Map;

/**
 * What clients may cost. The server in the JDK reads these from system properties when it is first used;
 * what the user has set on the command line stays.
 */
public final class ServerLimits {

    private static final int CONNECTIONS = 200;

    /** Half of all: enough for a proxy, behind which everybody has the same one. */
    static final int MOST_OF_ONE_ADDRESS = CONNECTIONS / 2;

    /** With a client that does not read what it is sent. */
    static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Map<String, String> LIMITS = Map.of(
            "jdk.httpserver.maxConnections", "" + CONNECTIONS,
            "sun.net.httpserver.maxReqHeaders", "100",
            "sun.net.httpserver.maxReqHeaderSize", "16384", // bytes, request line and headers
            "sun.net.httpserver.maxReqTime", "20", // seconds until the request must be whole
            "sun.net.httpserver.drainAmount", "8192", // bytes of a body that nobody reads
            "sun.net.httpserver.nodelay", "true"); // or small answers wait for 40 ms

    private ServerLimits() {}

    /** Before the first server is made. */
    public static void set() {
        LIMITS.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
