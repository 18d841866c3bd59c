package org.polymeter.gateway.plugtest;

import java.time.Duration;

/**
 * What a document says of one quantity.
 *
 * @param quantity its name in the profile
 * @param required whether every meter of the list sends it; else only those that have it
 * @param interval at least so often; zero if the document does not say
 */
public record Expectation(String quantity, boolean required, Duration interval) {}
