/** The Homie convention, version 5: meters as devices that describe themselves. */
@NullMarked
package org.polymeter.gateway.homie;

import org.jspecify.annotations.NullMarked;
