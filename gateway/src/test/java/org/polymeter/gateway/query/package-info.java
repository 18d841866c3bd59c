@NullMarked
package org.polymeter.gateway.query;

import org.jspecify.annotations.NullMarked;
