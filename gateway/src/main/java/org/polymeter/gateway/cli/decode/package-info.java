/** {@code polymeter decode}: what a capture says, on paper for people, for programs, and in the words of the profile. */
@NullMarked
package org.polymeter.gateway.cli.decode;

import org.jspecify.annotations.NullMarked;
