/** The profile on the wire: topics and JSON of docs/profile.md. Knows readings, but no broker and no sink. */
@NullMarked
package org.polymeter.gateway.profile;

import org.jspecify.annotations.NullMarked;
