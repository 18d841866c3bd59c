@NullMarked
package org.polymeter.gateway.bundle;

import org.jspecify.annotations.NullMarked;
