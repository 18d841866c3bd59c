package org.polymeter.gateway.flow;

import org.polymeter.codec.reading.Reading;

/**
 * What is heard of the other gateways of a group, which share the messages of some meters with this one.
 * Their readings are published already; they count for the state of the meters that this gateway hears, too.
 */
public interface Hearsay {

    /** A reading that was published, by another gateway or by this one. */
    void published(Reading reading);

    /** Another gateway has gone: what it said of its meters being offline is not so while we hear them. */
    void gone();
}
