package org.polymeter.gateway.simulator;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.polymeter.codec.observation.Deviation;

/** A meter's clock, as the writers want it. */
record LocalClock(ZoneId zone) {

    static LocalClock of(String zone) {
        return new LocalClock(ZoneId.of(zone));
    }

    LocalDateTime at(Instant time) {
        return LocalDateTime.ofInstant(time, zone).truncatedTo(ChronoUnit.SECONDS);
    }

    long second(Instant time) {
        return at(time).toEpochSecond(ZoneOffset.UTC);
    }

    /** Whether it is summer, as P1 and TIC say it. */
    int season(Instant time) {
        return zone.getRules().isDaylightSavings(time) ? Deviation.SUMMER : Deviation.WINTER;
    }

    /** Minutes from local time to UTC, as DLMS says it: negative in the east. */
    int deviation(Instant time) {
        return -zone.getRules().getOffset(time).getTotalSeconds() / 60;
    }
}
