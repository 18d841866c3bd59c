/** Readings of years on disk, small, and the questions that people ask of them. */
@NullMarked
package org.polymeter.gateway.history;

import org.jspecify.annotations.NullMarked;
