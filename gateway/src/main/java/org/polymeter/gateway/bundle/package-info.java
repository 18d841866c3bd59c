/**
 * An archive for others: who the meters are is replaced by inventions of the same shape, all else stays. What is not known
 * to be harmless counts as revealing.
 */
@NullMarked
package org.polymeter.gateway.bundle;

import org.jspecify.annotations.NullMarked;
