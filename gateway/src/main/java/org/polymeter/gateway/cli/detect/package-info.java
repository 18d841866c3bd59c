/** What {@code polymeter detect} shows while it tries, and says when it knows. */
@NullMarked
package org.polymeter.gateway.cli.detect;

import org.jspecify.annotations.NullMarked;
