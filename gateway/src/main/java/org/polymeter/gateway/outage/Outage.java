package org.polymeter.gateway.outage;

import java.util.Locale;

/** Why a wire or a server is away. Each asks something else of whoever is to mend it. */
public enum Outage {
    /** There is no such serial port. */
    PORT_ABSENT,
    /** The port is there, and this program may not open it. */
    PORT_DENIED,
    /** Another program has the port. */
    PORT_BUSY,
    /** The port was open and has gone. */
    PORT_GONE,
    /** The port does not open, and the system does not say why. */
    PORT_BROKEN,
    FILE_ABSENT,
    FILE_DENIED,
    /** Nobody knows a computer of that name. */
    HOST_UNKNOWN,
    /** The other side does not answer. */
    NO_ANSWER,
    /** The computer is there, and nothing listens at that port. */
    REFUSED,
    /** The connection was there and has ended. */
    CLOSED,
    /** User, password or token are missing or wrong. */
    SIGN_IN,
    /** The user is known and may not do this. */
    FORBIDDEN,
    /** There is no such database, path or topic. */
    NO_SUCH_PLACE,
    /** TLS fails: the certificate, or one side speaks none. */
    TLS,
    /** Another client came with our client id. */
    CLIENT_ID,
    /** It is busy, and wants to be asked later. */
    OVERLOADED,
    /** A fault of this program. */
    OURS,
    OTHER;

    /** As programs read it: {@code port_absent}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
