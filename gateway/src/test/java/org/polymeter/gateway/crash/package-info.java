/**
 * What is killed, filled, stepped or unplugged while meters speak, and what of it arrives: a few times in each run of
 * the tests, as often as wanted by {@code scripts/crash-test}. Each scenario is a test; the rest is what they share.
 */
@NullMarked
package org.polymeter.gateway.crash;

import org.jspecify.annotations.NullMarked;
