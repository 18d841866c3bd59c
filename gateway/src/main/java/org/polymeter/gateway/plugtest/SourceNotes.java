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
    private SourceCount before = count;
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

    /** The counters when listening began; nothing was cut off then, as it was listened to before. */
    void begins(SourceCount counted) {
        before = counted;
        count = counted;
        understood = true;
    }

    /** The newest counters replace the others. */
    void counted(SourceCount newest) {
        count = newest;
    }

    SourceFacts facts() {
        Map<String, Long> rejected = new TreeMap<>();
        long cut = 0;
        for (Map.Entry<String, Long> reason : count.rejected().entrySet()) {
            long times = reason.getValue() - before.rejected().getOrDefault(reason.getKey(), 0L);
            long forgiven = understood ? forgiven(reason.getKey(), times) : 0;
            cut += forgiven;
            if (times > forgiven) {
                rejected.put(reason.getKey(), times - forgiven);
            }
        }
        Optional<Duration> skew = count.clockSkewMillis().map(Duration::ofMillis);
        return new SourceFacts(id, count.frames() - before.frames(), count.seal(), rejected, cut, why, skew);
    }

    private long forgiven(String reason, long times) {
        return atStart.getOrDefault(reason, 0L) > 0 && times <= MOST_AT_START ? times : 0;
    }
}
