package org.polymeter.gateway.http;

import org.polymeter.gateway.sink.Fact;

/** Pages that belong together. */
public interface Pages {

    void addTo(Routes routes);

    /** Told of all that is published, in order, by one thread; must not block. */
    default void take(Fact fact) {}

    /** Whether it reads {@link Fact.Told} now; without a page that does, none is made. Any thread may ask. */
    default boolean wantsTold() {
        return false;
    }
}
