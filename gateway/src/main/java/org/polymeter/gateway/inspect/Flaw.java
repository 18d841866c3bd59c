package org.polymeter.gateway.inspect;

/**
 * What is wrong, and at which byte.
 *
 * @param layer index of the layer
 * @param offset of the byte in it; may be that behind the last, where something is missing
 * @param expected what should have stood there, in the words of the standard
 */
record Flaw(int layer, int offset, String expected) {}
