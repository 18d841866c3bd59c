package org.polymeter.gateway.http;

/** Pages that belong together. */
public interface Pages {

    void addTo(Routes routes);
}
