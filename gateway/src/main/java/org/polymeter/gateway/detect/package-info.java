/** Finds out how a serial line is set and what it carries; knows sources and the codec's front door. */
@NullMarked
package org.polymeter.gateway.detect;

import org.jspecify.annotations.NullMarked;
