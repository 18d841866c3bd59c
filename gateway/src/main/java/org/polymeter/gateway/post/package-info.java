/** Readings and events as JSON, sent to a URL of the user's. Knows neither brokers nor the configuration. */
@NullMarked
package org.polymeter.gateway.post;

import org.jspecify.annotations.NullMarked;
