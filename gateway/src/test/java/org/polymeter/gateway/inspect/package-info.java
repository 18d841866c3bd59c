@NullMarked
package org.polymeter.gateway.inspect;

import org.jspecify.annotations.NullMarked;
