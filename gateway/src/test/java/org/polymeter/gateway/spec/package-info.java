/**
 * The specification for programs, docs/spec: made here from the code, and held against everything that the
 * tests hear at their brokers.
 */
@NullMarked
package org.polymeter.gateway.spec;

import org.jspecify.annotations.NullMarked;
