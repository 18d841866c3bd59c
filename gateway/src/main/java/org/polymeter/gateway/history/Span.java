package org.polymeter.gateway.history;

import java.time.Instant;

/** Some time, from one moment to a later one. */
public record Span(Instant from, Instant to) {}
