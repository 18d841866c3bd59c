package org.polymeter.gateway.plugtest;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Facts in words, the same in every format. */
final class Wording {

    /** What a meter was measured against. */
    static final String LIST = "Measured against";

    private static final String UNKNOWN = "unknown";

    private Wording() {}

    /** {@code 0.5 s}, {@code 12 s}, {@code 5 min}, {@code 2.5 h}. */
    static String duration(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toMillis(), 3);
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return rounded(seconds) + " s";
        }
        BigDecimal minutes = seconds.divide(BigDecimal.valueOf(60), 3, RoundingMode.HALF_UP);
        if (duration.compareTo(Duration.ofHours(2)) < 0) {
            return rounded(minutes) + " min";
        }
        return rounded(minutes.divide(BigDecimal.valueOf(60), 3, RoundingMode.HALF_UP)) + " h";
    }

    /** A source as people call it: of a capture the name of its file, without the folders. */
    static String place(String source) {
        return source.substring(source.lastIndexOf('/') + 1);
    }

    /** {@code 2026-11-26 15:44 UTC}. */
    static String day(Instant when) {
        return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
                .withZone(ZoneOffset.UTC)
                .format(when);
    }

    /** Two digits, for a tenth of a second in a minute is nobody's concern. */
    private static String rounded(BigDecimal number) {
        int decimals = number.compareTo(BigDecimal.TEN) < 0 ? 1 : 0;
        BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_UP);
        return rounded.stripTrailingZeros().scale() <= 0
                ? rounded.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
                : rounded.toPlainString();
    }

    static String median(Rhythm rhythm) {
        return rhythm.median().map(Wording::duration).orElse("");
    }

    static String worst(Rhythm rhythm) {
        return rhythm.worst().map(Wording::duration).orElse("");
    }

    /** The smallest step that its digits can tell: {@code 0.001 kWh}. */
    static String resolution(Delivery delivery) {
        if (delivery.isText() || !delivery.quantity().kind().isNumber()) {
            return "";
        }
        return with(BigDecimal.ONE.movePointLeft(delivery.decimals()).toPlainString(), delivery.unit());
    }

    static String with(String number, String unit) {
        return unit.isEmpty() ? number : number + " " + unit;
    }

    /** Code as sent, or what it follows from. An adapter's fields have none, whatever code they stand for. */
    static String origin(Judgement judgement, Delivery delivery) {
        if (delivery.isDerived()) {
            return "from " + String.join(", ", delivery.derivedFrom());
        }
        boolean adapted = judgement.source().seal().isEmpty();
        return adapted ? "a field of its adapter" : delivery.obis().orElse("sent without a code");
    }

    static String list(Judgement judgement) {
        return judgement.list().map(PortList::title).orElse("nothing documented");
    }

    static String protocol(MeterFacts meter) {
        String version = meter.info().protocolVersion();
        return meter.info().protocol() + (version == null ? "" : " " + version);
    }

    static String model(MeterFacts meter, Serials serials) {
        String maker = Objects.requireNonNullElse(meter.info().manufacturer(), "");
        String model = Objects.requireNonNullElse(meter.info().model(), "");
        String words = (model.startsWith(maker) ? model : maker + " " + model).strip();
        return words.isEmpty() ? "does not say" : serials.within(words);
    }

    static String clock(Judgement judgement) {
        return switch (judgement.meter().clock()) {
            case METER ->
                "the meter's" + judgement.source().skew().map(Wording::skew).orElse("");
            case ADAPTER -> "the adapter's";
            case GATEWAY -> judgement.meter().doubted() > 0 ? "wrong, not believed" : "none: time of receipt";
        };
    }

    private static String skew(Duration skew) {
        String size = duration(skew.abs());
        return size.equals("0 s") ? "" : ", " + size + (skew.isNegative() ? " behind" : " ahead");
    }

    static String identity(MeterFacts meter, Serials serials) {
        String value = meter.info().identityValue();
        return switch (meter.info().identityScheme()) {
            case "source" -> "none: named after its source";
            case "adapter" -> "none: named after its adapter";
            default -> meter.info().identityScheme() + (value == null ? "" : " " + serials.number(value));
        };
    }

    static String encryption(SourceFacts source) {
        return source.seal()
                .map(seal -> switch (seal) {
                    case NONE -> "none";
                    case OPENED -> "encrypted";
                    case PROVEN -> "encrypted, authenticated";
                })
                .orElse(source.frames() > 0 ? "unknown: behind an adapter" : UNKNOWN);
    }

    static String interval(MeterFacts meter) {
        Rhythm rhythm = meter.rhythm();
        if (rhythm.median().isEmpty()) {
            return UNKNOWN;
        }
        return median(rhythm) + (median(rhythm).equals(worst(rhythm)) ? "" : " (worst " + worst(rhythm) + ")");
    }

    static String checksum(MeterFacts meter) {
        return meter.unverified() == 0 ? "checked" : "none that was checked";
    }

    static String rejections(SourceFacts source) {
        return rejections(source.rejected());
    }

    /** By reason; {@code nothing} if nothing was. */
    static String rejections(Map<String, Long> times) {
        String reasons = times.entrySet().stream()
                .map(reason -> count(reason.getValue(), reason.getKey()))
                .collect(Collectors.joining(", "));
        return reasons.isEmpty() ? "nothing" : reasons;
    }

    private static String count(long times, String reason) {
        return times + " × " + reason;
    }

    /** {@code 1 meter}, {@code 2 meters}. */
    static String count(int count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }

    /** What is said of a meter beside its quantities, by heading. */
    static Map<String, String> facts(Judgement judgement, Serials serials) {
        MeterFacts meter = judgement.meter();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(LIST, list(judgement));
        facts.put("Make", model(meter, serials));
        facts.put("Protocol", protocol(meter));
        facts.put("Clock", clock(judgement));
        facts.put("Identity", identity(meter, serials));
        facts.put("Encryption", encryption(judgement.source()));
        facts.put("Interval", interval(meter));
        facts.put("Readings", "" + meter.readings());
        facts.put("Checksum", checksum(meter));
        facts.put("Rejected", rejections(judgement.source()));
        return facts;
    }

    /** The first lines of every format. */
    static String summary(Plugtest test) {
        int as = (int) test.judgements().stream()
                .filter(judgement -> judgement.deviations().isEmpty())
                .count();
        return count(test.judgements().size(), "meter") + " on "
                + count(test.observations().sources().size(), "port") + ", "
                + test.observations()
                        .listened()
                        .map(time -> "listened for " + duration(time))
                        .orElse("from captures")
                + ". " + as + " as they should be, " + count(test.deviationCount(), "deviation") + ".";
    }
}
