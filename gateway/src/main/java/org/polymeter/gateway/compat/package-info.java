/** Facts in the words of other programs, so that who consumes theirs need not notice ours. Knows no connection. */
@NullMarked
package org.polymeter.gateway.compat;

import org.jspecify.annotations.NullMarked;
