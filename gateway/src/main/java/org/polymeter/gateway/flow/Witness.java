package org.polymeter.gateway.flow;

import org.polymeter.gateway.sink.Fact;

/**
 * Sees what every source delivers before anybody decides what of it is published: each frame as it came, and each that
 * could not be used, also those that are only counted elsewhere. Lanes call it, several at a time; it never blocks.
 */
public interface Witness {

    void received(Fact.Raw frame);

    void rejected(Fact.Rejected frame);
}
