package org.polymeter.gateway.endtoend;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;

/** A meter of DSMR 5 with a gas meter: each telegram has one Wh, one watt and one second more. */
public final class Dsmr5 {

    static final String ZONE = "Europe/Amsterdam";

    private static final ZoneId AMSTERDAM = ZoneId.of(ZONE);

    private final Instant start = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    private final String serial;
    private final String gasSerial;
    private int count;

    public Dsmr5(String serial, String gasSerial) {
        this.serial = serial;
        this.gasSerial = gasSerial;
    }

    /** Time of the telegram with that number, which counts from 1. */
    Instant timeOf(int number) {
        return start.plusSeconds(number);
    }

    /** When the gas meter was read last. */
    Instant gasTime() {
        return start.truncatedTo(ChronoUnit.HOURS);
    }

    public byte[] next() {
        count++;
        P1Writer out = new P1Writer();
        out.begin("TST5\\ENDTOEND");
        out.text(Obis.of(1, 3, 0, 2, 8), "50");
        out.clock(local(timeOf(count)), season(timeOf(count)));
        out.hexText(Obis.of(0, 0, 96, 1, 1), serial);
        out.amount(Obis.of(1, 0, 1, 8, 1), BigDecimal.valueOf(1_234_000 + count, 3), 6, 3, "kWh");
        out.amount(Obis.of(1, 0, 1, 8, 2), BigDecimal.valueOf(500_500, 3), 6, 3, "kWh");
        out.amount(Obis.of(1, 0, 2, 8, 1), BigDecimal.valueOf(0, 3), 6, 3, "kWh");
        out.amount(Obis.of(1, 0, 2, 8, 2), BigDecimal.valueOf(7, 3), 6, 3, "kWh");
        out.text(Obis.of(0, 0, 96, 14, 0), "0002");
        out.amount(Obis.of(1, 0, 1, 7, 0), BigDecimal.valueOf(count, 3), 2, 3, "kW");
        out.amount(Obis.of(1, 0, 2, 7, 0), BigDecimal.valueOf(0, 3), 2, 3, "kW");
        out.amount(Obis.of(1, 0, 32, 7, 0), BigDecimal.valueOf(2300, 1), 3, 1, "V");
        if (!gasSerial.isEmpty()) {
            out.text(Obis.of(0, 1, 24, 1, 0), "003");
            out.hexText(Obis.of(0, 1, 96, 1, 0), gasSerial);
            out.captured(
                    Obis.of(0, 1, 24, 2, 1),
                    local(gasTime()),
                    season(gasTime()),
                    BigDecimal.valueOf(12_785_120, 3),
                    5,
                    3,
                    "m3");
        }
        return out.end();
    }

    private static long local(Instant time) {
        return LocalDateTime.ofInstant(time, AMSTERDAM).toEpochSecond(ZoneOffset.UTC);
    }

    private static int season(Instant time) {
        return AMSTERDAM.getRules().isDaylightSavings(time) ? Deviation.SUMMER : Deviation.WINTER;
    }
}
