package org.polymeter.gateway.config;

import java.time.Duration;

/**
 * What is kept on disk of readings and events until the outputs have delivered them.
 *
 * @param largest bytes; 0: nothing is kept
 * @param sync how often all of it is put onto the medium: what a power cut may cost at most
 */
public record JournalConfig(long largest, Duration sync) {

    static final JournalConfig USUAL = new JournalConfig(256_000_000, Duration.ofSeconds(10));
}
