/** What the app needs to draw a bill, beyond what the published contract tells. */
@NullMarked
package org.polymeter.gateway.bill;

import org.jspecify.annotations.NullMarked;
