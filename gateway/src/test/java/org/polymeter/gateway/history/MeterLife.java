package org.polymeter.gateway.history;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.polymeter.codec.reading.Origin;
import org.polymeter.codec.reading.Reading;
import org.polymeter.codec.reading.ReadingBuilder;
import org.polymeter.codec.reading.TimeSource;

/** What a meter that was never there has said, and what follows from it, computed the long way. */
public final class MeterLife {

    public static final String POWER = "power_w";
    public static final String ENERGY = "energy_import_kwh";

    private static final Duration LATEST = Duration.ofSeconds(450);

    final String meter;
    final ZoneId zone;

    /** By time. */
    private final TreeMap<Instant, Map<String, BigDecimal>> said = new TreeMap<>();

    public MeterLife(String meter, ZoneId zone) {
        this.meter = meter;
        this.zone = zone;
    }

    /** Goes through some time with gaps, with steps from a second to minutes, and with a reset now and then. */
    public static MeterLife random(String meter, ZoneId zone, Instant from, Instant to, Random random) {
        MeterLife life = new MeterLife(meter, zone);
        long register = random.nextInt(1_000_000);
        Instant time = from;
        while (time.isBefore(to)) {
            int fortune = random.nextInt(1_000);
            long seconds = 1L + random.nextInt(400);
            if (fortune < 4) {
                seconds = random.nextInt(200_000); // a gap of up to two days
            } else if (fortune < 200) { // exactly at the end of a quarter hour
                long next = Math.floorDiv(time.getEpochSecond(), 900) * 900 + 900;
                seconds = next - time.getEpochSecond();
            }
            time = time.plusSeconds(Math.max(1, seconds));
            register = fortune == 7 || fortune == 8 ? random.nextInt(1_000) : register + random.nextInt(500);
            life.say(time, POWER, BigDecimal.valueOf(random.nextInt(9_000) - 4_000));
            if (random.nextInt(5) > 0) {
                life.say(time, ENERGY, BigDecimal.valueOf(register, 3));
            }
        }
        return life;
    }

    public void say(Instant time, String name, BigDecimal value) {
        said.computeIfAbsent(time, unused -> new HashMap<>()).put(name, value);
    }

    public List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        said.forEach((time, values) -> readings.add(reading(meter, time, values)));
        return readings;
    }

    public static Reading reading(String meter, Instant time, Map<String, BigDecimal> values) {
        ReadingBuilder builder = new ReadingBuilder();
        values.forEach(builder::number);
        String id = "%032x".formatted(BigInteger.valueOf(time.toEpochMilli()));
        return builder.build(meter, id, time, TimeSource.METER, time.plusMillis(40), Origin.PUSH, List.of());
    }

    /** Values later than one time, and until another. */
    public List<BigDecimal> values(String name, Instant from, Instant to) {
        return said.subMap(from, false, to, true).values().stream()
                .map(values -> Optional.ofNullable(values.get(name)))
                .flatMap(Optional::stream)
                .toList();
    }

    /** What a register counted between two bounds; empty if the same value stands for both. */
    public Optional<BigDecimal> usage(String name, Instant from, Instant to) {
        NavigableMap<Instant, BigDecimal> counted = counted(name);
        Optional<Instant> start = at(counted, from)
                .or(() -> Optional.ofNullable(counted.firstEntry()).map(Map.Entry::getKey));
        Optional<Instant> end = at(counted, to);
        return start.flatMap(first ->
                end.filter(first::isBefore).map(last -> stand(counted, last).subtract(stand(counted, first))));
    }

    private static BigDecimal stand(Map<Instant, BigDecimal> counted, Instant time) {
        return counted.getOrDefault(time, BigDecimal.ZERO);
    }

    /** The register, had it never fallen. */
    private NavigableMap<Instant, BigDecimal> counted(String name) {
        TreeMap<Instant, BigDecimal> counted = new TreeMap<>();
        BigDecimal sum = BigDecimal.ZERO;
        BigDecimal before = null;
        for (Map.Entry<Instant, Map<String, BigDecimal>> entry : said.entrySet()) {
            BigDecimal value = entry.getValue().get(name);
            if (value != null) {
                sum = before == null ? value : sum.add(value.subtract(before).max(BigDecimal.ZERO));
                counted.put(entry.getKey(), sum);
                before = value;
            }
        }
        return counted;
    }

    private static Optional<Instant> at(NavigableMap<Instant, BigDecimal> counted, Instant bound) {
        Instant before = counted.floorKey(bound);
        Instant after = counted.higherKey(bound);
        if (after != null && Duration.between(bound, after).compareTo(LATEST) > 0) {
            after = null;
        }
        if (before == null || after == null) {
            return Optional.ofNullable(before == null ? after : before);
        }
        boolean nearer = Duration.between(before, bound).compareTo(Duration.between(bound, after)) <= 0;
        return Optional.of(nearer ? before : after);
    }
}
