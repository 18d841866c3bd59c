package org.polymeter.gateway.inspect;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.polymeter.gateway.bundle.Contents;
import org.polymeter.gateway.profile.JsonWriter;

/** How far a bundle is, for whoever waits for it. */
final class BundleRun {

    /** Where it stands. */
    private enum State {
        RUNNING,
        DONE,
        FAILED
    }

    private final AtomicLong seen = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile State state = State.RUNNING;
    private volatile long taken;
    private volatile Map<String, Long> leftOut = Map.of();

    void sees() {
        seen.incrementAndGet();
    }

    void writes(long count) {
        bytes.addAndGet(count);
    }

    void done(Contents contents) {
        taken = contents.taken();
        leftOut = Map.copyOf(contents.leftOut());
        state = State.DONE;
    }

    void failed() {
        state = State.FAILED;
    }

    byte[] toJson() {
        JsonWriter json = new JsonWriter().openObject();
        json.key("state").value(state.name().toLowerCase(Locale.ROOT));
        json.key("seen").value(seen.get()).key("bytes").value(bytes.get());
        json.key("taken").value(taken).key("left_out").openObject();
        leftOut.forEach((reason, count) -> json.key(reason).value(count.longValue()));
        return json.closeObject().closeObject().toBytes();
    }
}
