/**
 * P1 telegrams: the ASCII push of DSMR, eMUCs, Smarty, the Swedish H1 port and their relatives.
 * Knows the text and nothing of what its values mean.
 */
@NullMarked
package org.polymeter.codec.p1;

import org.jspecify.annotations.NullMarked;
