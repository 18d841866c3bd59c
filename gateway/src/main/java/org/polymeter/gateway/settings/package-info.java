/**
 * The configuration file while the program runs: edited, checked, applied. Knows configurations and pages, and of the
 * running gateway no more than that it takes another configuration.
 */
@NullMarked
package org.polymeter.gateway.settings;

import org.jspecify.annotations.NullMarked;
