package org.polymeter.gateway.flow;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.polymeter.gateway.flow.SourceLedger.Reason;
import org.polymeter.gateway.flow.SourceState.Rejection;

/** What became of the frames of a source in the last hour. A lane writes, any thread reads. */
final class RecentFrames {

    private static final int HOUR = 60;

    /** Minutes in which rejects say something about now. */
    private static final int SHORTLY = 10;

    /** The count of a minute, and which one that is, since 1970. */
    private final int[] frames = new int[HOUR];

    private final int[] rejects = new int[HOUR];
    private final long[] minutes = new long[HOUR];
    private final Tempo tempo = new Tempo();

    /** Since the last frame: how often, and what came last. */
    private final Map<Reason, Integer> counts = new EnumMap<>(Reason.class);

    private final Map<Reason, Rejection> latest = new EnumMap<>(Reason.class);

    private @Nullable Instant last;

    synchronized void frame(Instant when) {
        last = when;
        frames[place(when)]++;
        tempo.heard(when);
        counts.clear();
        latest.clear();
    }

    synchronized void rejected(Reason reason, Instant when, String detail) {
        rejects[place(when)]++;
        counts.merge(reason, 1, Integer::sum);
        latest.put(reason, new Rejection(reason, detail, when));
    }

    synchronized Optional<Instant> lastFrame() {
        return Optional.ofNullable(last);
    }

    synchronized Optional<Duration> interval() {
        return tempo.intervalSeconds().stream()
                .mapToObj(seconds -> Duration.ofMillis(Math.round(seconds * 1000)))
                .findFirst();
    }

    /** A key that is missing or wrong explains all else; then what was said most often. */
    synchronized Optional<Rejection> rejection() {
        for (Reason reason : List.of(Reason.DECRYPT, Reason.NO_KEY)) {
            Rejection sealed = latest.get(reason);
            if (sealed != null) {
                return Optional.of(sealed);
            }
        }
        return counts.entrySet().stream()
                .max(Comparator.comparingInt(Map.Entry::getValue))
                .flatMap(most -> Optional.ofNullable(latest.get(most.getKey())));
    }

    /** Frames of each of the last 60 minutes, the running one last. */
    synchronized List<Integer> minutes(Instant now) {
        List<Integer> counted = new ArrayList<>(HOUR);
        for (long minute = minute(now) - HOUR + 1; minute <= minute(now); minute++) {
            counted.add(count(frames, minute));
        }
        return counted;
    }

    /** How much could not be used in the last ten minutes. */
    synchronized int rejected(Instant now) {
        int sum = 0;
        for (long minute = minute(now) - SHORTLY + 1; minute <= minute(now); minute++) {
            sum += count(rejects, minute);
        }
        return sum;
    }

    private int count(int[] of, long minute) {
        int place = Math.floorMod(minute, HOUR);
        return minutes[place] == minute ? of[place] : 0;
    }

    private int place(Instant when) {
        long minute = minute(when);
        int place = Math.floorMod(minute, HOUR);
        if (minutes[place] != minute) {
            minutes[place] = minute;
            frames[place] = 0;
            rejects[place] = 0;
        }
        return place;
    }

    private static long minute(Instant when) {
        return Math.floorDiv(when.getEpochSecond(), 60L);
    }
}
