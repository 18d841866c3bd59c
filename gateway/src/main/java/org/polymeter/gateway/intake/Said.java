package org.polymeter.gateway.intake;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.polymeter.codec.KeyDoctor.Diagnosis;
import org.polymeter.codec.observation.Fault;
import org.polymeter.codec.observation.Fault.Problem;
import org.polymeter.codec.observation.Telegram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts what is odd about a source's telegrams into the log: each thing once, not once a second. */
final class Said {

    private static final Logger LOG = LoggerFactory.getLogger(Said.class);

    /** Beyond it a source has nothing to say that would be news. */
    private static final int MOST = 32;

    private final String source;
    private final Set<String> said = new HashSet<>();

    Said(String source) {
        this.source = source;
    }

    void warnings(Telegram telegram) {
        telegram.warnings().forEach(this::say);
    }

    /** A key that is missing or wrong: nothing will come of this source until somebody acts. */
    void sealed(Fault fault, Optional<Diagnosis> verdict) {
        say(verdict.map(diagnosis -> fault + "; " + diagnosis.finding() + " " + String.join(" ", diagnosis.advice()))
                .orElse(fault + "; 'polymeter key-check' tells more"));
    }

    /** The same, where there is no frame for the key doctor. */
    void sealed(Fault fault) {
        if (fault.problem() == Problem.NO_KEY || fault.problem() == Problem.DECRYPT) {
            sealed(fault, Optional.empty());
        }
    }

    /** A bus with more meters than the configuration knows. */
    void shared() {
        say("several meters share this wire: the configured id and name are those of the first that was heard, the"
                + " others are published under ids of their own; if the meter was exchanged, take its line out of"
                + " bindings.properties");
    }

    private void say(String what) {
        if (said.size() < MOST && said.add(what)) {
            LOG.warn("source {}: {}", source, what);
        }
    }
}
