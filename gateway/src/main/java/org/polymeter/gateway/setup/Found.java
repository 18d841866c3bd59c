package org.polymeter.gateway.setup;

/**
 * A device that publishes at a broker.
 *
 * @param name of the device or meter, from its topic
 * @param dialect in the word of {@code protocol} in polymeter.yaml
 * @param kept whether the broker had kept the message, so that the device may be gone
 */
record Found(String name, String dialect, String topic, boolean kept) {}
