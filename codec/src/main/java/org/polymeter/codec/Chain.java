package org.polymeter.codec;

import org.polymeter.codec.frame.FrameSink;
import org.polymeter.codec.frame.Framer;

/**
 * One link from its bytes to its telegrams: a framer, and what its frames go through.
 *
 * @param link which link it is
 * @param framer cuts the frames out of the wire
 * @param frames joins, opens and decodes them
 * @param end to be run after the framer's own: what is half joined will not be completed
 */
record Chain(MeterStream.Link link, Framer framer, FrameSink frames, Runnable end) {}
