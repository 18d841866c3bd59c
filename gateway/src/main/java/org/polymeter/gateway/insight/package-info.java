/**
 * What the energy means to those who pay for it: costs by tariff, peaks that operators charge for, and how much of the own
 * production is used. Only calculation: energies come through {@link
 * org.polymeter.gateway.insight.EnergySeries}, prices through {@link org.polymeter.gateway.insight.Prices}, and the time is
 * handed in. Numbers are exact decimals; docs/insight.md says where one is rounded. Knows neither files nor networks.
 */
@NullMarked
package org.polymeter.gateway.insight;

import org.jspecify.annotations.NullMarked;
