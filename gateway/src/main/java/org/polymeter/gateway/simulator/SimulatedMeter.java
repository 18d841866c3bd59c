package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One meter: what it sends, and the truth that has to come out at the other end. */
interface SimulatedMeter {

    /** What was sent at one moment. */
    final class Utterance {

        private final byte[] bytes;
        private final List<Truth> truth;

        Utterance(byte[] bytes, List<Truth> truth) {
            this.bytes = bytes;
            this.truth = List.copyOf(truth);
        }

        /** As they go over the wire, or the payload of a message. */
        byte[] bytes() {
            return bytes;
        }

        /** Of every meter in it: values by name of the profile, printed as the profile does. */
        List<Truth> truth() {
            return truth;
        }
    }

    /** What one meter said. */
    record Truth(String meter, Map<String, String> values) {}

    /** How often it speaks. */
    Duration interval();

    Utterance say(Moment moment);
}
