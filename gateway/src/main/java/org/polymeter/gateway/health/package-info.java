/**
 * Whether all is well, and what to do where it is not: sources, outputs, disks, and what the program said. Asks the
 * spine how it is; knows no wires and no brokers.
 */
@NullMarked
package org.polymeter.gateway.health;

import org.jspecify.annotations.NullMarked;
