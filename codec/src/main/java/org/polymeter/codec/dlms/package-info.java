/**
 * DLMS/COSEM pushes: data-notifications, their transfer in blocks, and the ways makers arrange OBIS
 * codes and values in a notification's body. Knows nothing of the link below, of keys, or of what a
 * value is good for.
 */
@NullMarked
package org.polymeter.codec.dlms;

import org.jspecify.annotations.NullMarked;
