/** Why something that should be there is not, in a word that programs can read. Knows nothing of wires and brokers. */
@NullMarked
package org.polymeter.gateway.outage;

import org.jspecify.annotations.NullMarked;
