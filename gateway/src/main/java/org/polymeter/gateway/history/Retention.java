package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives up readings as received when they are old, or too many, or when the disk is nearly full; what was made of them
 * stays. The oldest go first, a day's worth at a time, so that a clock that is wrong for a while costs little.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    /** So much stays, however full the disk is. */
    private static final Duration LEAST = Duration.ofDays(1);

    private static final Duration AT_ONCE = Duration.ofDays(1);

    private final Database database;
    private final HistorySettings settings;

    /** What was said last, so that it is not said with each step. */
    private String said = "";

    Retention(Database database, HistorySettings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** Does one step, if there is a reason for it; returns whether there was. Within a {@link Store.Work}. */
    boolean step(Tables tables, Instant now) throws SQLException, IOException {
        Optional<Instant> oldest = oldest(tables);
        if (oldest.isEmpty()) {
            return false;
        }
        Optional<String> reason = reason(tables, oldest.get(), now);
        if (reason.isEmpty()) {
            said = "";
            return false;
        }
        Instant before = oldest.get().plus(AT_ONCE);
        if (before.isAfter(now.minus(LEAST))) {
            say(reason.get() + "; there are no readings left that are older than a day, so nothing more is given up");
            return false;
        }
        thin(tables, before);
        tables.shrink();
        if (!reason.get().isEmpty()) {
            say(reason.get() + "; the oldest readings are given up earlier than after "
                    + settings.readings().toDays() + " days: what was made of them, quarter hours and longer, stays");
        }
        return true;
    }

    /** Gives up all readings of before a time; returns how many quarter hours of them. */
    static int thin(Tables tables, Instant before) throws SQLException {
        int pages = 0;
        for (HistoryMeter meter : tables.meters()) {
            pages += tables.delete(meter, Level.READINGS, Level.quarterOf(before.toEpochMilli()));
        }
        return pages;
    }

    /** Why readings have to go, in words; no words if they are simply old, nothing if they may stay. */
    private Optional<String> reason(Tables tables, Instant oldest, Instant now) throws SQLException, IOException {
        OptionalLong room = database.room();
        if (room.isPresent() && room.getAsLong() < settings.leastRoom()) {
            return Optional.of("history: less than " + megabytes(settings.leastRoom()) + " are free on the disk of "
                    + database.describe());
        }
        if (tables.size() > settings.largest()) {
            return Optional.of("history: it is larger than " + megabytes(settings.largest()));
        }
        boolean isOld = oldest.plus(settings.readings()).plus(AT_ONCE).isBefore(now);
        return isOld ? Optional.of("") : Optional.empty();
    }

    private static Optional<Instant> oldest(Tables tables) throws SQLException {
        Optional<Instant> oldest = Optional.empty();
        for (HistoryMeter meter : tables.meters()) {
            Optional<Instant> first = tables.edge(meter, Level.READINGS, false).map(Instant::ofEpochMilli);
            if (first.isPresent() && (oldest.isEmpty() || first.get().isBefore(oldest.get()))) {
                oldest = first;
            }
        }
        return oldest;
    }

    private void say(String words) {
        if (!words.equals(said)) {
            said = words;
            LOG.warn("{}", words);
        }
    }

    private static String megabytes(long bytes) {
        return bytes / 1_000_000 + " MB";
    }
}
