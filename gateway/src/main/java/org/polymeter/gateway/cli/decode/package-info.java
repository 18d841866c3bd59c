/**
 * {@code polymeter decode}: captures in, what they say out. Finds out in which form a capture is
 * written, feeds it to a decoder, and reports every byte that became a telegram or did not.
 */
@NullMarked
package org.polymeter.gateway.cli.decode;

import org.jspecify.annotations.NullMarked;
