package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Fact.SourceCount;

/** What is noted of one source. */
final class SourceNotes {

    /** Who begins to listen hears half a telegram first; it may be rejected in a few pieces. */
    private static final long MOST_AT_START = 3;

    private final String id;
    private final Map<String, Long> atStart = new TreeMap<>();
    private SourceCount count =
            new SourceCount(0, 0, Map.of(), Map.of(), Optional.empty(), Optional.empty(), Optional.empty());
    private String why = "";
    private boolean understood;

    SourceNotes(String id) {
        this.id = id;
    }

    void understood() {
        understood = true;
    }

    void rejected(Fact.Rejected rejected) {
        why = rejected.reason() + ": " + rejected.detail();
        if (!understood) {
            atStart.merge(rejected.reason(), 1L + rejected.suppressed(), Long::sum);
        }
    }

    /** The newest counters replace the others. */
    void counted(SourceCount newest) {
        count = newest;
    }

    SourceFacts facts() {
        Map<String, Long> rejected = new TreeMap<>();
        long cut = 0;
        for (Map.Entry<String, Long> reason : count.rejected().entrySet()) {
            long forgiven = understood ? forgiven(reason.getKey(), reason.getValue()) : 0;
            cut += forgiven;
            if (reason.getValue() > forgiven) {
                rejected.put(reason.getKey(), reason.getValue() - forgiven);
            }
        }
        Optional<Duration> skew = count.clockSkewMillis().map(Duration::ofMillis);
        return new SourceFacts(id, count.frames(), count.seal(), rejected, cut, why, skew);
    }

    private long forgiven(String reason, long times) {
        return atStart.getOrDefault(reason, 0L) > 0 && times <= MOST_AT_START ? times : 0;
    }
}
