package org.polymeter.gateway.intake;

import java.util.HashSet;
import java.util.Set;
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
        for (String warning : telegram.warnings()) {
            if (said.size() < MOST && said.add(warning)) {
                LOG.warn("source {}: {}", source, warning);
            }
        }
    }
}
