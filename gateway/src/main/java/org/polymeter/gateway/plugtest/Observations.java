package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that was heard.
 *
 * @param when listening ended
 * @param listened for how long; empty for captures, which say it themselves or not at all
 * @param meters in the order of their sources
 * @param sources by id, those on which nobody spoke as well
 */
public record Observations(
        Instant when, Optional<Duration> listened, List<MeterFacts> meters, Map<String, SourceFacts> sources) {}
