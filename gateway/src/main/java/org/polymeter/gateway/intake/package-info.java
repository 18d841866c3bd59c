/** From what a source hears to facts: one stream and one harmonizer for every meter on it. */
@NullMarked
package org.polymeter.gateway.intake;

import org.jspecify.annotations.NullMarked;
