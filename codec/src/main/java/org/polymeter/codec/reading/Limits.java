package org.polymeter.codec.reading;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the values of a meter can be at all: {@code limits.txt}, and what the configuration says of
 * this meter. Immutable.
 */
public final class Limits {

    private static final String FILE = "limits.txt";
    private static final int COLUMNS = 4;

    /** Those of meters of which nothing is said. */
    public static final Limits STANDARD = new Limits(standard(), Map.of());

    /** None at all: every value is published as read. */
    public static final Limits OFF = new Limits(Map.of(), Map.of());

    /** One line of the file. */
    private record Line(Pattern name, Limit limit) {}

    private final Map<Quantity, Limit> limits;
    private final Map<Quantity, Limit> own;

    private Limits(Map<Quantity, Limit> limits, Map<Quantity, Limit> own) {
        this.limits = limits;
        this.own = own;
    }

    /**
     * The same, with another range for one quantity, in its unit; it holds as it is, for all phases
     * and behind transformers.
     */
    public Limits with(Quantity quantity, BigDecimal least, BigDecimal most) {
        Map<Quantity, Limit> more = new HashMap<>(own);
        more.put(quantity, Limit.of(least, most));
        return new Limits(limits, more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Limits that && limits.equals(that.limits) && own.equals(that.own);
    }

    @Override
    public int hashCode() {
        return 31 * limits.hashCode() + own.hashCode();
    }

    /** The limit of a quantity on a meter with so many phases behind transformers of that ratio. */
    Limit of(Quantity quantity, int phases, BigDecimal ratio) {
        Limit limit = limits.getOrDefault(quantity, Limit.NONE);
        if (limit.phase()) {
            limit = limit.times(BigDecimal.valueOf(phases));
        }
        if (Mapping.isPrimary(quantity) && !limit.equals(Limit.NONE)) {
            limit = limit.times(ratio);
        }
        Limit range = own.get(quantity);
        return range == null ? limit : limit.within(range);
    }

    private static Map<Quantity, Limit> standard() {
        List<Line> lines = new ArrayList<>();
        for (String line : Vocabulary.text(FILE).lines().toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                lines.add(line(line.split(" +", -1)));
            }
        }
        Map<Quantity, Limit> limits = new HashMap<>();
        for (Quantity quantity : Vocabulary.standard().quantities()) {
            lines.stream()
                    .filter(line -> line.name.matcher(quantity.name()).matches())
                    .findFirst()
                    .ifPresent(line -> limits.put(quantity, line.limit));
        }
        return Map.copyOf(limits);
    }

    private static Line line(String[] words) {
        List<String> further = List.of(words).subList(COLUMNS, words.length);
        return new Line(
                Pattern.compile(words[0].replace("*", ".*").replace("?", ".")),
                new Limit(
                        Limit.millionths(new BigDecimal(words[1])),
                        Limit.millionths(new BigDecimal(words[2])),
                        words[3].equals("-") ? -1 : Limit.perSecond(new BigDecimal(words[3])),
                        further.contains("phase"),
                        further.contains("or-0")));
    }
}
