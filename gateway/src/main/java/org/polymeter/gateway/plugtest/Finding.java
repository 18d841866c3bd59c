package org.polymeter.gateway.plugtest;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.polymeter.codec.reading.TimeSource;

/** One thing that is not as a list says, or that cannot be told: for programs, and in words. */
public sealed interface Finding {

    /** A whole sentence without the name of the meter or source, and without a full stop. */
    String words();

    /**
     * Quantities do not come.
     *
     * @param partly whether some of them follow from what comes
     */
    record Missing(List<String> names, boolean partly) implements Finding {
        @Override
        public String words() {
            return "does not send " + String.join(", ", names) + (partly ? " (or only what it follows from)" : "");
        }
    }

    /** Quantities come more seldom than was listened for. */
    record Awaited(List<String> names) implements Finding {
        @Override
        public String words() {
            return "not listened long enough for " + String.join(", ", names);
        }
    }

    /** Quantities come less often than they should. */
    record Slow(List<String> names, Duration interval, Duration expected) implements Finding {
        @Override
        public String words() {
            return "sends every " + Wording.duration(interval) + ", not every " + Wording.duration(expected) + ": "
                    + String.join(", ", names);
        }
    }

    /** Telegrams do not tell the time; {@code instead}: whose was taken. */
    record Untimed(TimeSource instead) implements Finding {
        @Override
        public String words() {
            return "does not tell the time"
                    + (instead == TimeSource.ADAPTER ? "; it is the adapter's" : "; it is the time of receipt");
        }
    }

    /** The meter's clock is wrong; {@code skew}: by how much at the end, if that is known. */
    record ClockWrong(Optional<Duration> skew) implements Finding {
        @Override
        public String words() {
            return "has a clock that is wrong"
                    + skew.map(it -> " by " + Wording.duration(it.abs())).orElse("")
                    + ", so the time of receipt is taken";
        }
    }

    /** Telegrams do not name the meter. */
    record Anonymous() implements Finding {
        @Override
        public String words() {
            return "does not say who it is";
        }
    }

    /** Telegrams are open, and should not be. */
    record Open() implements Finding {
        @Override
        public String words() {
            return "is not encrypted";
        }
    }

    /** Telegrams are encrypted, and should not be. */
    record Encrypted() implements Finding {
        @Override
        public String words() {
            return "is encrypted, though the list is not";
        }
    }

    /** Telegrams should be authenticated, and nobody here can check that. */
    record Unproven() implements Finding {
        @Override
        public String words() {
            return "nothing proves that its telegrams are unchanged: no authentication key is known";
        }
    }

    /** Of a source: nothing came. */
    record Silent() implements Finding {
        @Override
        public String words() {
            return "no meter spoke";
        }
    }

    /**
     * Of a source: not all of what came could be used.
     *
     * @param times by reason
     * @param last why the last of them, for people; empty if unknown
     */
    record Rejections(Map<String, Long> times, String last) implements Finding {
        @Override
        public String words() {
            return "rejected: " + Wording.rejections(times) + (last.isEmpty() ? "" : "; last " + last);
        }
    }
}
