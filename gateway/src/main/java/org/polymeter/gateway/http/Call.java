package org.polymeter.gateway.http;

import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is asked for.
 *
 * @param path as sent
 * @param variables what stands in the path for the names of its template
 * @param query as sent, without question mark; empty if there is none
 * @param headers by name in lower case
 * @param from who sent it
 */
public record Call(
        Method method,
        String path,
        Map<String, String> variables,
        String query,
        Map<String, List<String>> headers,
        InetAddress from,
        Body body) {

    Call with(Map<String, String> found) {
        return new Call(method, path, found, query, headers, from, body);
    }

    public String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the template has no {" + name + "}");
        }
        return value;
    }

    /** A variable of the path, decoded. */
    public String text(String name) {
        return decoded(variable(name));
    }

    /** The first line of a header. */
    public Optional<String> header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of()).stream()
                .findFirst();
    }

    /** Whether the answer may be compressed. */
    public boolean takesGzip() {
        return takesGzip(headers.getOrDefault("accept-encoding", List.of()));
    }

    /** RFC 9110, 12.5.3. */
    static boolean takesGzip(List<String> acceptEncoding) {
        return acceptEncoding.stream()
                .flatMap(line -> Arrays.stream(line.split(",", -1)))
                .map(coding -> coding.replaceAll("\\s", "").toLowerCase(Locale.ROOT))
                .anyMatch(coding -> coding.matches("(gzip|x-gzip)(;q=(1(\\.0*)?|0\\.[0-9]*[1-9][0-9]*))?"));
    }

    /** The first value of a query parameter. */
    public Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** All values of a query parameter, decoded; what is not properly encoded stays as it is. */
    public List<String> parameters(String name) {
        List<String> values = new ArrayList<>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0 && pair.substring(0, equals).equals(name)) {
                values.add(decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    /** Nobody means a blank by "+" here: it is the wildcard of topic filters. */
    private static String decoded(String value) {
        try {
            return URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
