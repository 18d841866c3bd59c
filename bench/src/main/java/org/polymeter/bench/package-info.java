/** Measures how fast telegrams are read, by us and by others, and says so in tables and in JSON. */
@NullMarked
package org.polymeter.bench;

import org.jspecify.annotations.NullMarked;
