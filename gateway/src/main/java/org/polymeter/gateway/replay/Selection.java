package org.polymeter.gateway.replay;

import java.time.Instant;
import java.util.Optional;
import org.polymeter.gateway.archive.Entry;

/**
 * Which entries of an archive.
 *
 * @param source the only one; empty for all
 * @param since nothing that came before
 * @param rejectedOnly nothing that could be used
 */
public record Selection(Optional<String> source, Instant since, boolean rejectedOnly) {

    /** Sound, so that the archive has it among the frames as well. */
    private static final String IMPLAUSIBLE = "implausible";

    public boolean contains(Entry entry) {
        return source.map(entry.source()::equals).orElse(true)
                && !entry.received().isBefore(since)
                && (rejectedOnly ? entry.rejection().isPresent() : !isTwice(entry));
    }

    private static boolean isTwice(Entry entry) {
        return entry.rejection().map(why -> why.reason().equals(IMPLAUSIBLE)).orElse(false);
    }
}
