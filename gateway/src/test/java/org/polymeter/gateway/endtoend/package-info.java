/** The whole program as its user meets it: a configuration file, real wires, a real broker. */
@NullMarked
package org.polymeter.gateway.endtoend;

import org.jspecify.annotations.NullMarked;
