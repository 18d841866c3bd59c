/** Questions to the history as people ask them, and the answers as JSON and CSV. Knows the history; no HTTP. */
@NullMarked
package org.polymeter.gateway.query;

import org.jspecify.annotations.NullMarked;
