/**
 * The Inspector: frames as they came or as somebody pastes them, and what each of their bytes means. What is sealed is
 * opened here, in the gateway; no key ever leaves it.
 */
@NullMarked
package org.polymeter.gateway.inspect;

import org.jspecify.annotations.NullMarked;
