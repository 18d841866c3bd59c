package org.polymeter.gateway.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often a bad line or a bad meter spoils a telegram; each rate is a share of all telegrams, 0 to 1.
 *
 * @param flips one bit is the other way round
 * @param drops one byte is missing
 * @param duplicates it comes twice
 * @param cuts its end is missing
 * @param stalls nothing comes for a while
 * @param wrongKey it is sealed with a key that the reader has not; meters that encrypt only
 */
public record Faults(double flips, double drops, double duplicates, double cuts, double stalls, double wrongKey) {

    public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0);

    /** The words of {@link #parse}. */
    public static final List<String> WORDS = List.of("flips", "drops", "duplicates", "cuts", "stalls", "wrong-key");

    /**
     * Rates as {@code flips=0.1,stalls=0.01}; what is not named does not happen.
     *
     * @throws IllegalArgumentException with a sentence for people
     */
    public static Faults parse(String text) {
        Map<String, Double> rates = new LinkedHashMap<>();
        for (String part : text.split(",", -1)) {
            String[] sides = part.split("=", 2);
            String word = sides[0].strip();
            if (sides.length < 2 || !WORDS.contains(word)) {
                throw new IllegalArgumentException("there is no fault '" + part.strip() + "'; write one or more of "
                        + String.join(", ", WORDS) + " as flips=0.1,drops=0.05");
            }
            rates.put(word, rate(word, sides[1].strip()));
        }
        double[] all = WORDS.stream()
                .mapToDouble(word -> rates.getOrDefault(word, 0.0))
                .toArray();
        return new Faults(all[0], all[1], all[2], all[3], all[4], all[5]);
    }

    /** Whether any of them can happen. */
    boolean any() {
        return !equals(NONE);
    }

    private static double rate(String word, String text) {
        try {
            double rate = Double.parseDouble(text);
            if (rate >= 0 && rate <= 1) {
                return rate;
            }
        } catch (NumberFormatException e) {
            // the sentence below says it
        }
        throw new IllegalArgumentException(word + " is '" + text + "'; expected a share from 0 to 1, such as 0.05");
    }
}
