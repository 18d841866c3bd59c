package org.polymeter.gateway.http;

/** What somebody may do; each includes those before it. */
public enum Right {
    /** What everybody may: see the page to sign in, and sign in. */
    NONE,

    /** See what meters measure: live, history, metrics. */
    READ,

    /** See frames as they came, which hold serial numbers; and how all is set. */
    INSPECT,

    /** Change what is read and published. */
    CHANGE,

    /** What only the owner may, with the password; no token does: have all secrets, say who may come in. */
    OWN;

    public boolean includes(Right other) {
        return compareTo(other) >= 0;
    }
}
