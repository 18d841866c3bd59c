package org.polymeter.gateway.crash;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;

/**
 * What a meter says at one moment. Its register tells it from all others of its meter, and its power follows from
 * that, so that a number put together from two telegrams shows.
 *
 * @param meter as the profile names it
 * @param number counts from 1
 * @param clock what the meter's clock shows, if it has one
 */
record Telegram(String meter, int number, Optional<Instant> clock) {

    static final ZoneId ZONE = ZoneId.of("Europe/Amsterdam");

    private static final int MOST_WATTS = 5_000;
    private static final int DECIMALS = 6;

    /** What a reading made of it has to say: meter, register in kWh, power in W. */
    String claim() {
        return claim(meter, register().toPlainString(), "" + watts());
    }

    static String claim(String meter, String register, String watts) {
        return meter + " " + register + " kWh " + watts + " W";
    }

    byte[] bytes() {
        P1Writer out = new P1Writer().begin("TST5\\CRASH");
        clock.ifPresent(time -> out.clock(
                LocalDateTime.ofInstant(time, ZONE).toEpochSecond(ZoneOffset.UTC),
                ZONE.getRules().isDaylightSavings(time) ? Deviation.SUMMER : Deviation.WINTER));
        out.hexText(Obis.of(0, 0, 96, 1, 1), meter.toUpperCase(Locale.ROOT));
        out.amount(Obis.of(1, 0, 1, 8, 1), register(), 6, DECIMALS, "kWh");
        out.amount(Obis.of(1, 0, 1, 7, 0), BigDecimal.valueOf(watts(), 3), 2, 3, "kW");
        return out.end();
    }

    /** A milliwatt-hour more each time: no house could use a watt-hour two hundred times a second. */
    private BigDecimal register() {
        return BigDecimal.valueOf(1_234_000_000L + number, DECIMALS);
    }

    private int watts() {
        return 1 + number % MOST_WATTS;
    }
}
