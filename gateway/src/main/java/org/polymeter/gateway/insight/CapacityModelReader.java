package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Month;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.insight.CapacityModel.Rate;
import org.polymeter.gateway.insight.CapacityModel.Step;

/** Reads one block of {@code capacity.txt}. */
final class CapacityModelReader {

    private final Map<String, CapacityModel> known;
    private String name = "";
    private String title = "";
    private String source = "";
    private Duration period = Duration.ofHours(1);
    private int highest = 1;
    private boolean apart;
    private BigDecimal floor = BigDecimal.ZERO;
    private int months = 1;
    private Optional<String> currency = Optional.empty();
    private final List<Calendar.Window> weights = new ArrayList<>();
    private final List<Rate> rates = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    private CapacityModelReader(Map<String, CapacityModel> known) {
        this.known = known;
    }

    /**
     * The model of a block.
     *
     * @param first number of its first line
     * @param known models that {@code like} may name
     */
    static CapacityModel read(List<String> block, int first, Map<String, CapacityModel> known) {
        CapacityModelReader reader = new CapacityModelReader(known);
        int number = first;
        for (String line : block) {
            if (!line.isBlank() && !line.startsWith("#")) {
                try {
                    reader.line(line.strip());
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException("line " + number + ": '" + line + "': " + e.getMessage(), e);
                }
            }
            number++;
        }
        return reader.model();
    }

    private CapacityModel model() {
        if (name.isEmpty() || title.isEmpty() || source.isEmpty()) {
            throw new IllegalArgumentException("model '" + name + "': expected lines model, title and source");
        }
        return new CapacityModel(
                name, title, period, highest, apart, floor, months, weights, rates, steps, currency, source);
    }

    private void line(String line) {
        String[] parts = line.split("\\s+", 2);
        if (parts.length < 2) {
            throw new IllegalArgumentException("expected a word and what it says");
        }
        String text = parts[1];
        switch (parts[0]) {
            case "model" -> name = text;
            case "like" -> like(text);
            case "title" -> title = text;
            case "source" -> source = source.isEmpty() ? text : source + "; " + text;
            case "period" -> period = period(text);
            case "highest" -> highest(text.split("\\s+", -1));
            case "floor" -> floor = number(text);
            case "mean" -> months = whole(text);
            case "weight" -> weights.add(weight(text.split("\\s+", -1)));
            case "price" -> price(text.split("\\s+", -1));
            case "step" -> step(text.split("\\s+", -1));
            default -> throw new IllegalArgumentException("unknown word");
        }
    }

    private void like(String other) {
        CapacityModel model = Optional.ofNullable(known.get(other))
                .orElseThrow(() -> new IllegalArgumentException("there is no such model above"));
        period = model.period();
        highest = model.highest();
        apart = model.apart();
        floor = model.floor();
        months = model.months();
        weights.addAll(model.weights());
    }

    private static Duration period(String text) {
        return switch (text) {
            case "15m" -> Duration.ofMinutes(15);
            case "1h" -> Duration.ofHours(1);
            default -> throw new IllegalArgumentException("expected 15m or 1h");
        };
    }

    /** {@code 3 days}: of three days. */
    private void highest(String[] words) {
        highest = whole(words[0]);
        apart = words.length == 2 && words[1].equals("days");
        if (words.length > (apart ? 2 : 1)) {
            throw new IllegalArgumentException("expected a number and perhaps the word days");
        }
    }

    /** {@code 0.5 22-6}, {@code 1 mon-fri 7-20 nov-mar}: in any order after the number. */
    private static Calendar.Window weight(String[] words) {
        String days = "";
        String hours = "";
        String months = "";
        for (int i = 1; i < words.length; i++) {
            if (WindowText.isHours(words[i])) {
                hours = words[i];
            } else if (WindowText.isDays(words[i])) {
                days = words[i];
            } else if (WindowText.isMonths(words[i])) {
                months = words[i];
            } else {
                throw new IllegalArgumentException("'" + words[i] + "' is neither days nor hours nor months");
            }
        }
        return WindowText.window(number(words[0]).toPlainString(), days, hours, months)
                .orElseThrow();
    }

    /** {@code 55.75 SEK month apr-oct}. */
    private void price(String[] words) {
        if (words.length < 3 || words.length > 4) {
            throw new IllegalArgumentException("expected a price, a currency, month or year, and perhaps months");
        }
        Set<Month> in = words.length == 3
                ? Set.of(Month.values())
                : WindowText.months(words[3])
                        .orElseThrow(() -> new IllegalArgumentException("'" + words[3] + "' are no months"));
        rates.add(new Rate(number(words[0]), per(words[2]), in));
        currency = Optional.of(words[1]);
    }

    private static Pricing.Per per(String word) {
        if (!word.equals("month") && !word.equals("year")) {
            throw new IllegalArgumentException("expected month or year");
        }
        return Pricing.Per.valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** {@code <5 195 NOK}: below 5 kW; {@code rest 5980 NOK}: all above. */
    private void step(String[] words) {
        if (words.length != 3 || !(words[0].startsWith("<") || words[0].equals("rest"))) {
            throw new IllegalArgumentException("expected <kW or rest, a price and a currency");
        }
        Optional<BigDecimal> below =
                words[0].equals("rest") ? Optional.empty() : Optional.of(number(words[0].substring(1)));
        steps.add(new Step(below, number(words[1])));
        currency = Optional.of(words[2]);
    }

    private static int whole(String text) {
        if (!text.matches("[1-9]\\d?")) {
            throw new IllegalArgumentException("'" + text + "' is no number from 1 to 99");
        }
        return Integer.parseInt(text);
    }

    private static BigDecimal number(String text) {
        if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("'" + text + "' is no number");
        }
        return new BigDecimal(text);
    }
}
