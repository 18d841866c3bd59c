@NullMarked
package org.polymeter.gateway.history;

import org.jspecify.annotations.NullMarked;
