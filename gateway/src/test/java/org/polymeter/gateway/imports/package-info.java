@NullMarked
package org.polymeter.gateway.imports;

import org.jspecify.annotations.NullMarked;
