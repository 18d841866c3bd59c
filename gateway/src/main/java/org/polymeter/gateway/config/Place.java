package org.polymeter.gateway.config;

/**
 * Where in a configuration file something stands, so that whatever goes wrong with it later can
 * still say so.
 *
 * @param line counted from 1
 */
public record Place(String file, int line) {

    static final Place NOWHERE = new Place("", 1);

    /** {@code polymeter.yaml:12}. */
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
