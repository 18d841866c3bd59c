package org.polymeter.gateway.app;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.MeterInfo;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.Readings;
import org.polymeter.gateway.history.Database;
import org.polymeter.gateway.history.History;
import org.polymeter.gateway.history.HistorySettings;
import org.polymeter.gateway.history.HistorySink;
import org.polymeter.gateway.sink.Fact;

/**
 * Years of a house with sun on its roof, two tariffs and a gas heating, to look at: {@code Years FOLDER FROM TO MINUTES}
 * makes {@code history.db} in a folder, with a reading every so many minutes.
 */
public final class Years {

    static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private static final double PEAK_SUN = 5200;

    private final Random random = new Random(7);
    private final int minutes;
    private final double[] imported = {4_321_123, 2_432_234};
    private final double[] exported = {1_234_567, 345_678};
    private double produced = 2_345_678;
    private double gas = 2_569_646;
    private double water = 312_118;
    private double clouds = 0.6;

    Years(int minutes) {
        this.minutes = minutes;
    }

    public static void main(String[] said) throws IOException {
        LocalDate from = LocalDate.parse(said[1]);
        Instant to = Instant.parse(said[2]);
        Path file = Path.of(said[0]).resolve("history.db");
        try (History history = new History(new Database.Sqlite(file), HistorySettings.usual(ZURICH))) {
            new Years(Integer.parseInt(said[3])).fill(history, from, to);
        }
    }

    void fill(History history, LocalDate from, Instant to) throws IOException {
        describe(history);
        for (LocalDate day = from; midnight(day).isBefore(to); day = day.plusDays(1)) {
            Instant end = midnight(day.plusDays(1));
            history.merge(live(midnight(day), end.isBefore(to) ? end : to));
        }
        history.thin(to.minus(HistorySettings.USUAL_READINGS));
    }

    static void describe(History history) throws IOException {
        HistorySink sink = new HistorySink(history, () -> Instant.parse("2026-01-01T00:00:00Z"));
        sink.write(List.of(
                described("house", "House", "electricity", "grid"),
                described("roof", "Roof", "electricity", "production"),
                described("gas", "Gas heating", "gas", null),
                described("water", "Water", "water", null)));
        sink.settle();
    }

    private static Fact.Described described(String id, String name, String medium, @Nullable String role) {
        return new Fact.Described(new MeterInfo(
                id,
                name,
                medium,
                role,
                "dsmr",
                "SERIAL-" + id,
                null,
                OptionalInt.empty(),
                null,
                null,
                null,
                "dsmr",
                null,
                "p1",
                null,
                ZURICH.getId(),
                3,
                1,
                30,
                new TreeMap<>()));
    }

    private List<Reading> live(Instant from, Instant to) {
        List<Reading> readings = new ArrayList<>();
        for (Instant at = from.plusSeconds(60L * minutes); !at.isAfter(to); at = at.plusSeconds(60L * minutes)) {
            ZonedDateTime time = at.atZone(ZURICH);
            double hour = time.getHour() + time.getMinute() / 60.0;
            double summer = -Math.cos((time.getDayOfYear() + 10) / 365.25 * 2 * Math.PI); // -1 at midwinter
            double sun = sun(hour, summer);
            double watts = use(time, hour, summer) - sun;
            count(time, watts, sun);
            readings.add(house(at, watts, time));
            readings.add(Readings.reading(
                    "roof", at, "power_w " + Math.round(-sun) + ", energy_export_kwh " + kwh(produced)));
            if (time.getMinute() == 0) {
                gas += Math.max(
                        0, 280 * (0.25 - summer) * (hour > 5 && hour < 22 ? 1.2 : 0.5) * random.nextDouble() * 2);
                water += hour > 6 && hour < 23 ? random.nextInt(30) : 0;
                readings.add(Readings.reading("gas", at, "volume_m3 " + kwh(gas)));
                readings.add(Readings.reading("water", at, "volume_m3 " + kwh(water)));
            }
        }
        return readings;
    }

    private void count(ZonedDateTime time, double watts, double sun) {
        double wattHours = Math.abs(watts) * minutes / 60;
        (watts > 0 ? imported : exported)[tariff(time) - 1] += wattHours;
        produced += sun * minutes / 60;
    }

    private Reading house(Instant at, double watts, ZonedDateTime time) {
        return Readings.reading(
                "house",
                at,
                "power_w " + Math.round(watts) + ", energy_import_t1_kwh " + kwh(imported[0])
                        + ", energy_import_t2_kwh "
                        + kwh(imported[1]) + ", energy_import_kwh "
                        + kwh(Math.floor(imported[0]) + Math.floor(imported[1]))
                        + ", energy_export_t1_kwh " + kwh(exported[0]) + ", energy_export_t2_kwh " + kwh(exported[1])
                        + ", energy_export_kwh " + kwh(Math.floor(exported[0]) + Math.floor(exported[1])) + ", tariff "
                        + tariff(time));
    }

    private static int tariff(ZonedDateTime time) {
        boolean weekend = time.getDayOfWeek() == DayOfWeek.SATURDAY || time.getDayOfWeek() == DayOfWeek.SUNDAY;
        return !weekend && time.getHour() >= 7 && time.getHour() < 20 ? 1 : 2;
    }

    private double sun(double hour, double summer) {
        double half = 6 + 2.2 * summer;
        double height = Math.cos((hour - 12.7) / half * Math.PI / 2);
        clouds = Math.clamp(clouds + 0.08 * random.nextGaussian() * Math.sqrt(minutes / 5.0), 0.08, 1);
        return Math.abs(hour - 12.7) < half ? PEAK_SUN * (0.6 + 0.4 * summer) * height * clouds : 0;
    }

    private double use(ZonedDateTime time, double hour, double summer) {
        double day = 1.1 * bump(hour, 7.2, 1) + 1.6 * bump(hour, 12.2, 0.8) + 2.2 * bump(hour, 18.8, 1.6);
        double pump = Math.max(0, 500 - 700 * summer);
        double kettle = random.nextInt(60) < minutes && hour > 6 && hour < 22 ? 2000 * random.nextDouble() : 0;
        double car = time.getDayOfMonth() % 4 == 1 && hour >= 1 && hour < 3.5 ? 3680 : 0;
        return 180 + 900 * day * (0.5 + random.nextDouble()) + pump * (0.4 + random.nextDouble()) + kettle + car;
    }

    private static double bump(double hour, double at, double width) {
        return Math.exp(-(hour - at) * (hour - at) / 2 / width / width);
    }

    private static String kwh(double thousandths) {
        return BigDecimal.valueOf((long) thousandths, 3).toPlainString();
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZURICH).toInstant();
    }
}
