package org.polymeter.gateway.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What came of a new configuration: sentences for people, and the keys that wait for the next start. */
public final class Changes {

    private final List<String> applied = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final List<String> atNextStart = new ArrayList<>();

    /** That is so from now on: {@code source 'p1' was added}. */
    public void applied(String what) {
        applied.add(what);
    }

    /** That could not be done, and why; the rest stands. */
    public void failed(String what) {
        failed.add(what);
    }

    /** That is only looked at when the program starts. */
    public void atNextStart(String key) {
        atNextStart.add(key);
    }

    public List<String> applied() {
        return Collections.unmodifiableList(applied);
    }

    public List<String> failed() {
        return Collections.unmodifiableList(failed);
    }

    public List<String> atNextStart() {
        return Collections.unmodifiableList(atNextStart);
    }
}
