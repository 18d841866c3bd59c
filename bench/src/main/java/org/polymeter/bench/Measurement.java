package org.polymeter.bench;

/**
 * What one subject took for one telegram of a workload.
 *
 * @param nanos on the processor; median of all rounds, as are the next two
 * @param bytes garbage
 * @param ratio the time as a multiple of the yardstick's, measured just before
 */
record Measurement(String workload, String subject, double nanos, double bytes, double ratio) {}
