package org.polymeter.gateway.intake;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.KeyDoctor;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.MeterStream;
import org.polymeter.codec.MeterStream.Link;
import org.polymeter.codec.Trouble;
import org.polymeter.codec.observation.Fault.Problem;

/**
 * What the key doctor says of messages that could not be opened. He reads each again with every key, so
 * he is asked once per fault, and not once per message.
 */
public final class Verdicts {

    /** Faults that differ beyond that are no news. */
    private static final int MOST = 16;

    private final Map<String, Optional<Diagnosis>> known = new HashMap<>();
    private MeterStream.Options options;

    /** {@code options}: how the wire is read, with its keys. */
    public Verdicts(MeterStream.Options options) {
        this.options = options;
    }

    /** The wire speaks that. */
    public void over(Link link) {
        options = options.over(link);
        known.clear();
    }

    /** Whether a key is missing or wrong. */
    public static boolean isSealed(Trouble.Rejected rejected) {
        Problem problem = rejected.fault().problem();
        return problem == Problem.NO_KEY || problem == Problem.DECRYPT;
    }

    /** What is wrong with the keys; empty if that cannot be told from this message. */
    public Optional<Diagnosis> of(Trouble.Rejected rejected, byte[] evidence) {
        String fault = rejected.fault().problem() + " " + rejected.fault();
        Optional<Diagnosis> before = known.get(fault);
        if (before != null || known.size() == MOST) {
            return before == null ? Optional.empty() : before;
        }
        Optional<Diagnosis> diagnosis =
                Optional.of(KeyDoctor.examine(options, evidence)).filter(Diagnosis::isAboutKeys);
        known.put(fault, diagnosis);
        return diagnosis;
    }
}
