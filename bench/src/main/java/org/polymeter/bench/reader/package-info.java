/** What reads telegrams: our codec by its front door, and the libraries it is compared with. */
@NullMarked
package org.polymeter.bench.reader;

import org.jspecify.annotations.NullMarked;
