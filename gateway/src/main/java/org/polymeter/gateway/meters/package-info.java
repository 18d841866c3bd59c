/**
 * What the app tells of a meter beside its readings: how often each quantity comes, how fine, between which values,
 * and how the meter itself said it.
 */
@NullMarked
package org.polymeter.gateway.meters;

import org.jspecify.annotations.NullMarked;
