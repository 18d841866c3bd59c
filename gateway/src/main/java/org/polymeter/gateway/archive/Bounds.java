package org.polymeter.gateway.archive;

import java.time.Duration;

/**
 * How much is kept.
 *
 * @param largest bytes on disk; 0: nothing is kept
 * @param longest what is older goes, too
 */
public record Bounds(long largest, Duration longest) {}
