/** Readings as lines of InfluxDB, over HTTP. Knows neither brokers nor the configuration. */
@NullMarked
package org.polymeter.gateway.influx;

import org.jspecify.annotations.NullMarked;
