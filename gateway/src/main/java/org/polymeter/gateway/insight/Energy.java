package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * By how much a register has moved in a span: usually one quarter hour, and more where nothing was heard for a while.
 *
 * @param kwh not negative
 */
public record Energy(Span span, BigDecimal kwh) {

    public Energy {
        if (kwh.signum() < 0) {
            throw new IllegalArgumentException("a register moves forwards: " + kwh + " kWh from " + span.from());
        }
    }

    public Energy(Instant from, Instant to, BigDecimal kwh) {
        this(new Span(from, to), kwh);
    }
}
