/** The program. */
@NullMarked
package org.polymeter.gateway;

import org.jspecify.annotations.NullMarked;
