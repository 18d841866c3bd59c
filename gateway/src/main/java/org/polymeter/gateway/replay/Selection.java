package org.polymeter.gateway.replay;

import java.time.Instant;
import java.util.Optional;
import org.polymeter.gateway.archive.Entry;

/**
 * Which entries of an archive.
 *
 * @param source the only one; empty for all
 * @param since nothing that came before
 * @param until nothing that came then or later
 * @param rejectedOnly nothing that could be used
 */
public record Selection(Optional<String> source, Instant since, Instant until, boolean rejectedOnly) {

    /** Sound, so that the archive has it among the frames as well. */
    private static final String IMPLAUSIBLE = "implausible";

    /** To the end. */
    public Selection(Optional<String> source, Instant since, boolean rejectedOnly) {
        this(source, since, Instant.MAX, rejectedOnly);
    }

    public boolean contains(Entry entry) {
        return source.map(entry.source()::equals).orElse(true)
                && !entry.received().isBefore(since)
                && entry.received().isBefore(until)
                && (rejectedOnly ? entry.rejection().isPresent() : !isTwice(entry));
    }

    private static boolean isTwice(Entry entry) {
        return entry.rejection().map(why -> why.reason().equals(IMPLAUSIBLE)).orElse(false);
    }
}
