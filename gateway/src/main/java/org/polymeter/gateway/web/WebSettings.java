package org.polymeter.gateway.web;

import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.sink.ProfileSettings;
import org.polymeter.gateway.tls.ServerTls;
import org.polymeter.gateway.web.esp.Layout;

/**
 * What is served, and where.
 *
 * @param bind address of the network interface to listen at
 * @param port 0 for any that is free
 * @param hosts names of this machine besides those that only exist at home ({@code meters.example.org})
 * @param espSmartMeter the meter whose messages are spelled out as that firmware does
 * @param tls empty: plain HTTP
 */
public record WebSettings(
        String bind,
        int port,
        Set<String> hosts,
        ProfileSettings profile,
        Optional<Esp> espSmartMeter,
        Optional<ServerTls> tls) {

    /** One meter, in one layout. */
    public record Esp(String meter, Layout layout) {}

    public WebSettings {
        hosts = Set.copyOf(hosts);
    }

    /** By plain HTTP. */
    public WebSettings(String bind, int port, Set<String> hosts, ProfileSettings profile, Optional<Esp> espSmartMeter) {
        this(bind, port, hosts, profile, espSmartMeter, Optional.empty());
    }
}
