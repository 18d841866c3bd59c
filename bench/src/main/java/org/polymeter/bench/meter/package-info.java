/**
 * Meters that are measured with: valid telegrams of one kind each, whose values move as a real meter's
 * do. What they say is drawn from a fixed seed, so that every run reads the same bytes.
 */
@NullMarked
package org.polymeter.bench.meter;

import org.jspecify.annotations.NullMarked;
