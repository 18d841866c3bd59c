package org.polymeter.gateway.influx;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Where on a server lines go, and who brings them. Never shows its secret. */
public sealed interface Target {

    /** Behind the server's URL: path and query. */
    String path();

    /** The header {@code Authorization}, for servers that ask. */
    Optional<String> authorization();

    /** The place to which lines go, for people: {@code database 'home'}. */
    String words();

    /** InfluxDB 1. */
    record Database(String name, Optional<String> retentionPolicy, Optional<String> user, Optional<String> password)
            implements Target {

        @Override
        public String path() {
            return "/write?db=" + encoded(name)
                    + retentionPolicy.map(policy -> "&rp=" + encoded(policy)).orElse("") + "&precision=ns";
        }

        @Override
        public Optional<String> authorization() {
            return user.map(name -> "Basic "
                    + Base64.getEncoder()
                            .encodeToString((name + ":" + password.orElse("")).getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public String words() {
            return "database '" + name + "'"
                    + retentionPolicy
                            .map(policy -> " with retention policy '" + policy + "'")
                            .orElse("");
        }

        @Override
        public String toString() {
            return words();
        }
    }

    /** InfluxDB 2. */
    record Bucket(String org, String name, String token) implements Target {

        @Override
        public String path() {
            return "/api/v2/write?org=" + encoded(org) + "&bucket=" + encoded(name) + "&precision=ns";
        }

        @Override
        public Optional<String> authorization() {
            return Optional.of("Token " + token);
        }

        @Override
        public String words() {
            return "bucket '" + name + "' of '" + org + "'";
        }

        @Override
        public String toString() {
            return words();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
