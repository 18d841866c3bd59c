package org.polymeter.gateway.history;

import java.time.Duration;
import java.time.ZoneId;

/**
 * How history is kept.
 *
 * @param zone of meters that do not say theirs
 * @param write how long readings are gathered before they are written; the journal has them meanwhile
 * @param readings for how long they are kept as received; rollups are kept for ever
 * @param largest bytes that all of it may have before old readings go
 * @param leastRoom bytes that are to stay free on the disk
 */
public record HistorySettings(ZoneId zone, Duration write, Duration readings, long largest, long leastRoom) {

    public static final Duration USUAL_WRITE = Duration.ofMinutes(5);
    public static final Duration USUAL_READINGS = Duration.ofDays(90);
    public static final long USUAL_LARGEST = 4_000_000_000L;
    public static final long USUAL_LEAST_ROOM = 200_000_000L;

    public static HistorySettings usual(ZoneId zone) {
        return new HistorySettings(zone, USUAL_WRITE, USUAL_READINGS, USUAL_LARGEST, USUAL_LEAST_ROOM);
    }
}
