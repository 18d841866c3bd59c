package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The mean power of a period.
 *
 * @param begin of the period
 * @param kilowatts as it counts: multiplied by the weight of its time
 * @param estimated whether part of it comes from a longer span in which nothing was heard. Then it is the mean of that
 *     span, and a period in it was at least as high
 */
public record Peak(Instant begin, BigDecimal kilowatts, boolean estimated) {}
