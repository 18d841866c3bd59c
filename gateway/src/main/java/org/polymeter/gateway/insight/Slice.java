package org.polymeter.gateway.insight;

import java.math.BigDecimal;

/** A piece of an {@link Energy} that lies in one quarter hour. */
record Slice(Span span, BigDecimal kwh) {}
