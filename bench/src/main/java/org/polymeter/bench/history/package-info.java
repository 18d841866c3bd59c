/** How small and how quick the history is, beside a table with a row for each value. */
@NullMarked
package org.polymeter.bench.history;

import org.jspecify.annotations.NullMarked;
