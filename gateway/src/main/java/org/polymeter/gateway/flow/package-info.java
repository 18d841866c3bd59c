/**
 * The spine: lanes read wires, the hub keeps what is known of every meter, couriers serve sinks.
 * Knows the contracts of sources and sinks and no implementation of either.
 */
@NullMarked
package org.polymeter.gateway.flow;

import org.jspecify.annotations.NullMarked;
