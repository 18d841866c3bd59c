/**
 * How a meter is added by people who know nothing of it: countries and their customer ports, ports of this
 * computer, listening while somebody watches. Knows sources, the codec and {@code http}; nothing that runs.
 */
@NullMarked
package org.polymeter.gateway.setup;

import org.jspecify.annotations.NullMarked;
