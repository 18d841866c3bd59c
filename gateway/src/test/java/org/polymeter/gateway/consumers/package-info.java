/** Other people's programs that read what Polymeter publishes, by the lines that docs/consumers tells people to paste. */
@NullMarked
package org.polymeter.gateway.consumers;

import org.jspecify.annotations.NullMarked;
