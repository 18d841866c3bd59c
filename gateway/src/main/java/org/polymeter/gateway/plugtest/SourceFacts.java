package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.frame.Frame.Seal;

/**
 * What a port is like, whoever speaks through it.
 *
 * @param id of the source, or the name of the capture
 * @param frames intact ones
 * @param seal the weakest of them; empty if none came, or an adapter opened them
 * @param rejected by reason, without what was cut off where listening began
 * @param cutAtStart rejected where listening began, in the midst of a telegram
 * @param why the last rejection, for people; empty if there was none
 * @param skew meter clock minus gateway clock at the end; empty if unknown
 */
public record SourceFacts(
        String id,
        long frames,
        Optional<Seal> seal,
        Map<String, Long> rejected,
        long cutAtStart,
        String why,
        Optional<Duration> skew) {

    public long rejections() {
        return rejected.values().stream().mapToLong(Long::longValue).sum();
    }
}
