package org.polymeter.gateway.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * By which names this server may be called. A web page from anywhere can make its own name point to this
 * machine, and then a browser would let it read all that is here (DNS rebinding). So the name must be one
 * that no stranger can own: an address, a name without a dot, or one of a domain that only exists at home.
 */
public final class HostCheck {

    /** RFC 6761, RFC 6762, RFC 8375, and what ICANN has reserved for private use. */
    private static final List<String> HOME =
            List.of(".local", ".localhost", ".home.arpa", ".internal", ".lan", ".home");

    private final Set<String> further;

    /** {@code further}: names that the owner of this gateway has said, in lower case. */
    public HostCheck(Set<String> further) {
        this.further = Set.copyOf(further);
    }

    /** {@code host}: the header of that name, with or without a port. */
    boolean allows(String host) {
        String name = name(host);
        boolean isAddress = name.startsWith("[") || name.matches("[0-9.]+");
        return isAddress || name.indexOf('.') < 0 || HOME.stream().anyMatch(name::endsWith) || further.contains(name);
    }

    Answer.Problem refusal(String host) {
        return new Answer.Problem(
                421,
                "Misdirected Request",
                "This gateway does not know that it is called " + name(host)
                        + ". If it is, add the name to 'hosts' of the output of type http; else use its address.",
                Map.of());
    }

    private static String name(String host) {
        String name = host.strip().toLowerCase(Locale.ROOT);
        int port = name.lastIndexOf(':');
        boolean hasPort = port > name.lastIndexOf(']');
        String bare = hasPort ? name.substring(0, port) : name;
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
