package org.polymeter.gateway.config;

/** Whether serial numbers may be seen in topics and messages. */
public sealed interface Privacy {

    /** Meters are named by their serial numbers. */
    record Open() implements Privacy {}

    /** Meters are named by a keyed hash of their serial numbers. */
    record Hashed(Secret secret) implements Privacy {}
}
