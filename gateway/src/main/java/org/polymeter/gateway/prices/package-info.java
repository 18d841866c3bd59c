/**
 * Prices that change by the quarter hour or hour: read from files, or heard from a broker and kept in files. Knows the
 * configuration as little as the meters.
 */
@NullMarked
package org.polymeter.gateway.prices;

import org.jspecify.annotations.NullMarked;
