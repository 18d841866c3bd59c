/**
 * Stage 2, the contract: what a meter said in one telegram, in its own words. Nothing is renamed,
 * rescaled or guessed here.
 */
@NullMarked
package org.polymeter.codec.observation;

import org.jspecify.annotations.NullMarked;
