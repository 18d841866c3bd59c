/** Facts on disk, from the moment they are known until every output has delivered them. */
@NullMarked
package org.polymeter.gateway.journal;

import org.jspecify.annotations.NullMarked;
