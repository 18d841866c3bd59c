package org.polymeter.gateway.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.polymeter.codec.observation.Deviation;
import org.polymeter.codec.observation.Obis;
import org.polymeter.codec.p1.P1Writer;

/**
 * A Belgian meter (eMUCs 2.1): the running quarter hour's mean, the month's peak, those of the months
 * before, and a water meter behind it.
 */
final class BelgianEmucs implements SimulatedMeter {

    private static final int MONTHS = 3;
    private static final Duration PEAK_AGO = Duration.ofHours(40);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuMMddHHmmss", Locale.ROOT);

    private final P1Writer out = new P1Writer();
    private final LocalClock clock = LocalClock.of("Europe/Brussels");
    private final String serial;
    private final String waterSerial;

    BelgianEmucs(String serial, String waterSerial) {
        this.serial = serial;
        this.waterSerial = waterSerial;
    }

    @Override
    public Duration interval() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Utterance say(Moment moment) {
        Figures truth = new Figures().energies(moment).powers(moment);
        List<Truth> truths = new ArrayList<>();
        out.begin("FLU5\\DEMO_A");
        out.text(Obis.of(0, 0, 96, 1, 4), "50221");
        out.hexText(Obis.of(0, 0, 96, 1, 1), serial);
        out.clock(clock.second(moment.time()), clock.season(moment.time()));
        for (int t = 1; t <= 2; t++) {
            kilowattHours(Codes.energy(1, t), moment.importWattHours().get(t - 1));
            truth.energies(moment, t);
        }
        for (int t = 1; t <= 2; t++) {
            kilowattHours(Codes.energy(2, t), moment.exportWattHours().get(t - 1));
        }
        out.text(Codes.TARIFF, "000" + moment.tariff());
        truth.put("tariff", moment.tariff(), 0);
        demand(moment, truth, truths);
        kilowatts(Codes.power(1), moment.importWatts());
        kilowatts(Codes.power(2), moment.exportWatts());
        for (int n = 0; n < 3; n++) {
            kilowatts(Codes.power(1, n), moment.importWatts(n));
            kilowatts(Codes.power(2, n), moment.exportWatts(n));
            out.amount(Codes.voltage(n), Decimals.of(moment.decivolts().get(n), 1), 3, 1, "V");
            out.amount(Codes.current(n), Decimals.of(moment.centiamperes().get(n), 2), 3, 2, "A");
            truth.powers(moment, n)
                    .phase("voltage_l%d_v", n, moment.decivolts().get(n), 1)
                    .phase("current_l%d_a", n, moment.centiamperes().get(n), 2);
        }
        out.text(Obis.of(0, 0, 96, 3, 10), "1");
        truth.put("breaker", "connected");
        truths.addFirst(truth.of(serial.toLowerCase(Locale.ROOT)));
        truths.add(water(moment));
        return new Utterance(out.end(), truths);
    }

    /** The month's peak was the day before yesterday; those of other months were higher in winter. */
    private void demand(Moment moment, Figures truth, List<Truth> truths) {
        out.amount(Obis.of(1, 0, 1, 4, 0), Decimals.of(moment.importWatts() / 2, 3), 2, 3, "kW");
        truth.put("demand_import_w", moment.importWatts() / 2, 0);
        Instant peak = moment.time().minus(PEAK_AGO).truncatedTo(ChronoUnit.MINUTES);
        out.captured(Obis.of(1, 0, 1, 6, 0), clock.second(peak), clock.season(peak), Decimals.of(2589, 3), 2, 3, "kW");
        truth.put("demand_import_max_w", 2589, 0);
        truth.put("demand_import_max_time", peak.toString());
        ZonedDateTime month =
                moment.time().atZone(clock.zone()).truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        StringBuilder rows = new StringBuilder("0-0:98.1.0(" + MONTHS + ")(1-0:1.6.0)(1-0:1.6.0)");
        for (int m = 0; m < MONTHS; m++) {
            Instant row = month.minusMonths(m).toInstant();
            Instant when = row.minus(Duration.ofHours(101 + m));
            long watts = 3000 + 311L * month.minusMonths(m).getMonthValue();
            rows.append("(").append(stamp(row)).append(")(").append(stamp(when)).append(")(");
            rows.append("0").append(Decimals.text(watts, 3)).append("*kW)");
            truths.add(new Truth(
                    serial.toLowerCase(Locale.ROOT),
                    Map.of("demand_import_max_w", "" + watts, "demand_import_max_time", when.toString())));
        }
        out.line(rows.toString());
    }

    private Truth water(Moment moment) {
        out.text(Obis.of(0, 2, 24, 1, 0), "007");
        out.hexText(Obis.of(0, 2, 96, 1, 1), waterSerial);
        out.captured(
                Obis.of(0, 2, 24, 2, 1),
                clock.second(moment.gasTime()),
                clock.season(moment.gasTime()),
                Decimals.of(moment.waterLitres(), 3),
                5,
                3,
                "m3");
        return new Figures().put("volume_m3", moment.waterLitres(), 3).of(waterSerial.toLowerCase(Locale.ROOT));
    }

    private String stamp(Instant time) {
        LocalDateTime local = clock.at(time);
        return local.format(STAMP) + (clock.season(time) == Deviation.SUMMER ? "S" : "W");
    }

    private void kilowattHours(Obis code, long wattHours) {
        out.amount(code, Decimals.of(wattHours, 3), 6, 3, "kWh");
    }

    private void kilowatts(Obis code, long watts) {
        out.amount(code, Decimals.of(watts, 3), 2, 3, "kW");
    }
}
