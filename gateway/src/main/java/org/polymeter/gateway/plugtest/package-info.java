/**
 * {@code polymeter plugtest}: what the customer ports of meters deliver, against what the operator's
 * document says they should. Knows facts, not where they come from.
 */
@NullMarked
package org.polymeter.gateway.plugtest;

import org.jspecify.annotations.NullMarked;
