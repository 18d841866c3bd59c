package org.polymeter.gateway.config;

/**
 * One thing that is wrong with a configuration file.
 *
 * @param message what, where, and what to write instead
 * @param excerpt the line with a mark under the spot, secrets left out; empty if there is none
 */
public record Problem(Place where, String message, String excerpt) {

    /** {@code polymeter.yaml:12: unknown key 'prot' …}, then the excerpt. */
    @Override
    public String toString() {
        return where + ": " + message + (excerpt.isEmpty() ? "" : "\n" + excerpt);
    }
}
