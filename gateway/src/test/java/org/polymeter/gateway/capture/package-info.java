@NullMarked
package org.polymeter.gateway.capture;

import org.jspecify.annotations.NullMarked;
