package org.polymeter.gateway.prices;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.gateway.adapter.WrittenTime;

/**
 * Prices as lines: when it begins, and how much it is.
 *
 * <pre>
 * time,price
 * 2026-10-25T02:45+02:00,0.0731
 * 2026-10-25T02:00+01:00,-0.0012
 * </pre>
 *
 * <p>Separated by semicolons or tabs, or else by commas; decimals have a point. Further columns are passed over. Of one time the last line counts, so that
 * corrections can be appended. A first line that begins with no digit is a title; blank ones and those that begin with #
 * say nothing.
 *
 * @param prices of the lines that are sound
 * @param faults of the others, for people, with their numbers
 */
record PriceCsv(NavigableMap<Instant, BigDecimal> prices, List<String> faults) {

    private static final String NUMBER = "-?\\d{1,9}(\\.\\d{1,12})?";

    static PriceCsv read(String text) {
        NavigableMap<Instant, BigDecimal> prices = new TreeMap<>();
        List<String> faults = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            boolean title = number == 1 && !line.isEmpty() && !Character.isDigit(line.charAt(0));
            if (!title && !line.isBlank() && !line.startsWith("#")) {
                String place = "line " + number + ": ";
                read(line, prices).ifPresent(fault -> faults.add(place + fault));
            }
        }
        return new PriceCsv(prices, faults);
    }

    static String line(Instant begin, BigDecimal price) {
        return begin + "," + price.toPlainString() + "\n";
    }

    private static Optional<String> read(String line, NavigableMap<Instant, BigDecimal> prices) {
        String[] columns = line.split(line.matches(".*[;\t].*") ? "[;\t]" : ",", -1);
        Optional<Instant> time = WrittenTime.read(columns[0].strip());
        if (time.isEmpty()) {
            return Optional.of(
                    "'" + columns[0].strip() + "' is no time with an offset, such as 2026-10-25T02:15+01:00");
        }
        if (columns.length < 2 || !columns[1].strip().matches(NUMBER)) {
            return Optional.of("expected a price such as 0.0731 after the time");
        }
        prices.put(time.get(), new BigDecimal(columns[1].strip()));
        return Optional.empty();
    }
}
