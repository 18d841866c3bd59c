package org.polymeter.gateway.setup;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.polymeter.codec.Finding;
import org.polymeter.gateway.detect.Attempt;
import org.polymeter.gateway.detect.Scan;
import org.polymeter.gateway.profile.JsonWriter;
import org.polymeter.gateway.source.LineSettings;

/** How far a listening is: written by who listens, read by those who watch. */
final class Report {

    /** What is going on. */
    enum Phase {
        /** Nothing is understood yet. */
        LISTENING,
        /** It is understood, but encrypted, and no key opens it. */
        SEALED,
        /** It is understood, and values come. */
        VALUES,
        /** The wire cannot be opened, or was lost. */
        FAILED,
        ENDED
    }

    private static final byte[] NO_VALUES = new byte[0];

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version;
    private Phase phase = Phase.LISTENING;
    private int round = 1;
    private String trying = "";
    private int number;
    private int of;
    private Optional<Attempt> now = Optional.empty();
    private Looks looks = Looks.NOTHING;
    private long heard; // bytes in all
    private final List<Attempt> tried = new ArrayList<>();
    private Optional<Attempt> nearest = Optional.empty(); // of the round before
    private Optional<Attempt> found = Optional.empty();
    private byte[] values = NO_VALUES;
    private String failure = "";
    private String detail = "";

    /** A setting is tried. */
    void trying(LineSettings line, int itsNumber, int ofSo) {
        change(() -> {
            trying = line.toString();
            number = itsNumber;
            of = ofSo;
            now = Optional.empty();
            looks = Looks.NOTHING;
        });
    }

    /** {@code recent}: what came last. */
    void hearing(Attempt soFar, byte[] recent) {
        change(() -> {
            now = Optional.of(soFar);
            looks = Looks.of(recent);
        });
    }

    void tried(Attempt attempt) {
        change(() -> {
            tried.add(attempt);
            heard += attempt.bytes();
        });
    }

    /** All settings were tried in vain; it begins anew. */
    void again(Scan.Result result) {
        change(() -> {
            round++;
            nearest = result.nearest();
            tried.clear();
        });
    }

    void found(Attempt attempt) {
        change(() -> {
            found = Optional.of(attempt);
            phase = attempt.finding().filter(Finding::needsKey).isPresent() ? Phase.SEALED : Phase.VALUES;
        });
    }

    /** A key opens it. */
    void opened() {
        change(() -> phase = Phase.VALUES);
    }

    /** {@code json}: an object, see {@link Preview#json}. */
    void values(byte[] json) {
        change(() -> {
            values = json;
            phase = Phase.VALUES;
        });
    }

    /** {@code why}: a word that the texts of the app explain. */
    void failed(String why, String message) {
        change(() -> {
            failure = why;
            detail = message;
            phase = Phase.FAILED;
        });
    }

    /** Nothing more will come. */
    void ended() {
        change(() -> phase = phase == Phase.FAILED ? phase : Phase.ENDED);
    }

    /** Whether nothing can be read before somebody has a key. */
    boolean isSealed() {
        return locked(() -> phase == Phase.SEALED);
    }

    boolean isOver() {
        return locked(() -> phase == Phase.FAILED || phase == Phase.ENDED);
    }

    Optional<Attempt> found() {
        return locked(() -> found);
    }

    long version() {
        return locked(() -> version);
    }

    /** Waits until there is something newer than that version, or for so long. */
    long awaitNewer(long known, Duration atMost) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = atMost.toNanos();
            while (version == known && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            return version;
        } finally {
            lock.unlock();
        }
    }

    byte[] json() {
        return locked(() -> {
            JsonWriter json = new JsonWriter().openObject().key("phase").value(GridOperator.word(phase));
            json.key("round").value(round);
            if (!trying.isEmpty()) {
                json.key("trying").openObject().key("line").value(trying);
                json.key("number").value(number).key("of").value(of);
                now.ifPresent(attempt -> attempt(attempt, json));
                json.key("looks").value(GridOperator.word(looks)).closeObject();
            }
            long inAll =
                    heard + (phase == Phase.LISTENING ? now.map(Attempt::bytes).orElse(0L) : 0L);
            json.key("bytes").value(inAll).key("tried").openArray();
            tried.forEach(attempt -> outcome(attempt, json));
            json.closeArray();
            nearest.ifPresent(attempt -> outcome(attempt, json.key("nearest")));
            found.ifPresent(attempt -> finding(attempt, json));
            if (values.length > 0) {
                json.key("reading").json(values);
            }
            if (!failure.isEmpty()) {
                json.key("failure").value(failure).key("detail").value(detail);
            }
            return json.closeObject().toBytes();
        });
    }

    private static void attempt(Attempt attempt, JsonWriter json) {
        json.key("seconds").value(attempt.listened().toSeconds());
        json.key("bytes").value(attempt.bytes()).key("printable_percent").value(attempt.printablePercent());
    }

    private static void outcome(Attempt attempt, JsonWriter json) {
        json.openObject().key("line").value(attempt.line().toString());
        attempt(attempt, json);
        json.key("symptom").value(GridOperator.word(attempt.symptom()).replace('_', '-'));
        json.key("found").value(attempt.finding().isPresent()).closeObject();
    }

    private static void finding(Attempt attempt, JsonWriter json) {
        json.key("found").openObject().key("line").value(attempt.bestLine().toString());
        attempt.finding().ifPresent(finding -> {
            json.key("protocol").value(finding.link().word());
            json.key("sealed").value(finding.isSealed()).key("tagged").value(finding.hasTag());
            if (!finding.meter().isEmpty()) {
                json.key("meter").value(finding.meter());
            }
            finding.ciphering()
                    .filter(header -> !header.maker().isEmpty())
                    .ifPresent(header -> json.key("maker").value(header.maker()));
        });
        json.closeObject();
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            version++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> question) {
        lock.lock();
        try {
            return question.get();
        } finally {
            lock.unlock();
        }
    }
}
