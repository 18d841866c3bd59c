package org.polymeter.gateway.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.polymeter.gateway.http.Call;

/**
 * Where a browser keeps the id of its session. The name has the gateway's in it, since two gateways on one machine
 * share their cookies, whatever their ports.
 *
 * @param gateway its id
 * @param tls whether this server is called by HTTPS only
 */
record SessionCookie(String gateway, boolean tls) {

    static final String SET = "Set-Cookie";

    /** What ids look like, so that nothing else is looked up. */
    private static final String ID = "[A-Za-z0-9_-]{43}";

    /** A header that hands out an id. */
    String given(Call call, String id) {
        return line(call, id, Session.LONGEST.toSeconds());
    }

    /** A header that takes it back. */
    String taken(Call call) {
        return line(call, "", 0);
    }

    /** What a call shows; several if others have put cookies of that name beside ours. */
    List<String> ids(Call call) {
        String start = name(call) + "=";
        return call.headers().getOrDefault("cookie", List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(";", -1)))
                .map(String::strip)
                .flatMap(cookie -> cookie.startsWith(start) ? Stream.of(cookie.substring(start.length())) : Stream.of())
                .filter(id -> id.matches(ID))
                .toList();
    }

    private String line(Call call, String id, long seconds) {
        return name(call) + "=" + id + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict"
                + (isSecure(call) ? "; Secure" : "");
    }

    /** By their prefix, browsers take such cookies from this very host only. */
    private String name(Call call) {
        return (isSecure(call) ? "__Host-" : "") + "polymeter-" + gateway;
    }

    /** A reverse proxy may have done that part; who claims it falsely only restricts himself. */
    private boolean isSecure(Call call) {
        Optional<String> proxy = call.header("X-Forwarded-Proto");
        return tls || proxy.filter(scheme -> scheme.equalsIgnoreCase("https")).isPresent();
    }
}
