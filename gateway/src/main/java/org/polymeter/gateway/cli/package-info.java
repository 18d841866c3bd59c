/**
 * The command line: reads what the user wants, starts it, and says what came of it. Exit code 0 is
 * success, 1 a failure while working, 2 a wrong command line or configuration.
 */
@NullMarked
package org.polymeter.gateway.cli;

import org.jspecify.annotations.NullMarked;
