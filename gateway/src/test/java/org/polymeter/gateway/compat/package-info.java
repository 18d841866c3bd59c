/** What other programs' consumers get, byte for byte. */
@NullMarked
package org.polymeter.gateway.compat;

import org.jspecify.annotations.NullMarked;
