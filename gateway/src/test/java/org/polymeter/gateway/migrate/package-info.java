/** Files of other programs, written for these tests after what is known of their form. */
@NullMarked
package org.polymeter.gateway.migrate;

import org.jspecify.annotations.NullMarked;
