package org.polymeter.gateway.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is asked for.
 *
 * @param path as sent
 * @param variables what stands in the path for the names of its template
 * @param query as sent, without question mark; empty if there is none
 */
record Call(String path, Map<String, String> variables, String query) {

    static Call of(String path, Map<String, String> variables, @Nullable String query) {
        return new Call(path, variables, query == null ? "" : query);
    }

    String variable(String name) {
        String value = variables.get(name);
        if (value == null) {
            throw new IllegalStateException("the template has no {" + name + "}");
        }
        return value;
    }

    /** The first value of a query parameter. */
    Optional<String> parameter(String name) {
        return parameters(name).stream().findFirst();
    }

    /** All values of a query parameter, decoded; what is not properly encoded stays as it is. */
    List<String> parameters(String name) {
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
