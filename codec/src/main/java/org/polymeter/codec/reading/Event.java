package org.polymeter.codec.reading;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened at a meter (docs/profile.md, Events).
 *
 * @param type {@code power_failure}, {@code tariff_changed}, {@code breaker_changed},
 *     {@code valve_changed}, {@code message}, {@code register_reset}, {@code meter_replaced},
 *     {@code alarm}
 * @param id 32 hex digits
 * @param data names and values: String, Long or BigDecimal, in the order of docs/profile.md
 */
public record Event(
        String type,
        String meter,
        String id,
        Instant time,
        TimeSource timeSource,
        Instant received,
        Map<String, Object> data) {}
