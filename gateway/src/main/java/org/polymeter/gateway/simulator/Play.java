package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.polymeter.codec.security.Keys;
import org.polymeter.gateway.simulator.SimulatedMeter.Truth;
import org.polymeter.gateway.simulator.SimulatedMeter.Utterance;

/** One meter of a family in a household of its own, on a line that may be bad. */
public final class Play {

    private final SimulatedMeter meter;
    private final SimulatedMeter locked;
    private final boolean encrypted;
    private final Household household;
    private final BadLine line;
    private final List<Truth> truth = new ArrayList<>();

    /**
     * A meter that has not spoken yet.
     *
     * @param keys its keys, if it encrypts
     * @param seed of the household and of what happens on the line
     */
    public Play(Family family, Keys keys, Faults faults, long seed, Instant start) {
        meter = family.meter(keys);
        locked = family.withWrongKey();
        encrypted = family.isEncrypted();
        household = new Household(seed, family.zone(), family.peakSunWatts(), start);
        line = new BadLine(faults, seed);
    }

    /** How often the meter speaks. */
    public Duration interval() {
        return meter.interval();
    }

    /** What arrives of what the meter says now; empty if nothing does. */
    public byte[] at(Instant now) {
        Moment moment = household.at(now);
        Utterance utterance = meter.say(moment);
        truth.clear();
        truth.addAll(utterance.truth());
        boolean mistaken = line.mistakesKey() && encrypted;
        return line.carry(mistaken ? locked.say(moment).bytes() : utterance.bytes());
    }

    /** The truth of what the meter said last, whatever arrived of it. */
    List<Truth> truth() {
        return List.copyOf(truth);
    }
}
