/**
 * Households that do not exist, and the meters in them: real frames and real messages over real
 * transports. Knows the writers of the codec and no decoder.
 */
@NullMarked
package org.polymeter.gateway.simulator;

import org.jspecify.annotations.NullMarked;
