/**
 * Captures, in whatever form somebody has them: finds out in which form one is written and what it carries, feeds it to a
 * decoder, and tells of every byte what became of it.
 */
@NullMarked
package org.polymeter.gateway.capture;

import org.jspecify.annotations.NullMarked;
