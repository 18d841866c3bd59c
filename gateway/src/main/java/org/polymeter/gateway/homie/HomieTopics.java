package org.polymeter.gateway.homie;

import org.polymeter.codec.reading.Quantity;

/**
 * The topics of Homie 5: {@code {prefix}/5/{device}/{node}/{property}}.
 *
 * @param prefix {@code homie} unless somebody wants it otherwise
 * @param gateway id of the gateway
 */
record HomieTopics(String prefix, String gateway) {

    /** The one node that each meter has. */
    static final String NODE = "meter";

    /** The device that all meters hang below. Not the gateway's id: a meter may have the same. */
    String root() {
        return "gateway-" + gateway;
    }

    /** {@code name} without its {@code $}. */
    String attribute(String device, String name) {
        return prefix + "/5/" + device + "/$" + name;
    }

    String value(String meter, String name) {
        return prefix + "/5/" + meter + "/" + NODE + "/" + property(name);
    }

    static String property(Quantity quantity) {
        return property(quantity.name());
    }

    /** Ids of Homie have hyphens where names of the profile have underscores. */
    private static String property(String name) {
        return name.replace('_', '-');
    }
}
