package org.polymeter.gateway.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsExchange;

/** What every answer tells browsers: to trust nothing but this server, and to show it nowhere but here. */
final class UsualHeaders {

    /** Nothing inline, nothing from elsewhere, no frames; drawings may come as {@code data:}. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
                    + "font-src 'self'; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    private static final String PERMISSIONS_POLICY =
            "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), midi=()";

    /** A page of anywhere may read what has this. Browsers then send no cookie, so it is what a stranger would get. */
    private static final String ANY_ORIGIN = "Access-Control-Allow-Origin";

    /** Documents of the app are about one person at one moment. */
    private static final String PERSONAL = "/api/app/";

    private static final String YEAR_SECONDS = "31536000";

    private final boolean onlyTls;

    /** {@code onlyTls}: whether browsers shall remember that this name is called by HTTPS only. */
    UsualHeaders(boolean onlyTls) {
        this.onlyTls = onlyTls;
    }

    /** Those of the answer prevail. */
    void set(Answer answer, HttpExchange exchange) {
        Headers headers = exchange.getResponseHeaders();
        boolean isPersonal = exchange.getRequestURI().getRawPath().startsWith(PERSONAL);
        // else always to be asked anew, for values change any second; the tag makes that cheap
        headers.set("Cache-Control", isPersonal ? "no-store" : "no-cache");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Permissions-Policy", PERMISSIONS_POLICY);
        if (answer.headers().containsKey(ANY_ORIGIN)) {
            headers.set("Cross-Origin-Resource-Policy", "cross-origin");
        } else {
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
        }
        if (isTrustworthy(exchange)) {
            headers.set("Cross-Origin-Opener-Policy", "same-origin");
        }
        if (onlyTls) {
            headers.set("Strict-Transport-Security", "max-age=" + YEAR_SECONDS);
        }
        answer.headers().forEach(headers::set);
    }

    /** Elsewhere browsers ignore that header, and complain. */
    private static boolean isTrustworthy(HttpExchange exchange) {
        return exchange instanceof HttpsExchange
                || exchange.getRemoteAddress().getAddress().isLoopbackAddress();
    }
}
