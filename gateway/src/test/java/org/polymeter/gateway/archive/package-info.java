@NullMarked
package org.polymeter.gateway.archive;

import org.jspecify.annotations.NullMarked;
