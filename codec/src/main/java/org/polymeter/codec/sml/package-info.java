/** SML, the Smart Message Language of German meters (BSI TR-03109-1, annex IV): files, messages, lists of values. */
@NullMarked
package org.polymeter.codec.sml;

import org.jspecify.annotations.NullMarked;
