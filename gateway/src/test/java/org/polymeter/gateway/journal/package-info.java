@NullMarked
package org.polymeter.gateway.journal;

import org.jspecify.annotations.NullMarked;
