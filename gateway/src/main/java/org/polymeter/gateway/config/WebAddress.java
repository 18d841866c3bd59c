package org.polymeter.gateway.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Reads {@code url}: where a server takes what an output sends. */
final class WebAddress {

    private static final URI NOWHERE = URI.create("http://localhost");

    private WebAddress() {}

    /**
     * An address with scheme and host; {@code http://localhost} if there is a problem.
     *
     * @param hint what it is for, with the example
     * @param mayHaveQuery whether it is complete, so that a query may be part of it; then path and query may be
     *     secrets, and are not shown
     */
    static URI read(Section section, String hint, String example, boolean mayHaveQuery) {
        Optional<String> text = section.required("url", hint);
        if (text.isEmpty()) {
            return NOWHERE;
        }
        if (text.get().split("[?#]", 2)[0].contains("@")) {
            section.secretProblem(
                    "url",
                    "'url' in " + section.what() + " holds a user – 'user' and 'password' have keys of their own");
            return NOWHERE;
        }
        try {
            URI url = new URI(text.get());
            boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
            if (web && url.getHost() != null && (mayHaveQuery || url.getQuery() == null) && url.getFragment() == null) {
                return url;
            }
        } catch (URISyntaxException e) {
            // said below
        }
        String expected = "http:// or https://, a name or address, and a port, such as " + example;
        if (mayHaveQuery) {
            section.secretProblem("url", "'url' in " + section.what() + " is no address – expected " + expected);
        } else {
            section.unexpected("url", text.get(), expected);
        }
        return NOWHERE;
    }
}
