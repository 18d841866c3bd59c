/** Who may do what: the owner's password, sessions, tokens of programs, and the first start, when there is no password yet. */
@NullMarked
package org.polymeter.gateway.access;

import org.jspecify.annotations.NullMarked;
