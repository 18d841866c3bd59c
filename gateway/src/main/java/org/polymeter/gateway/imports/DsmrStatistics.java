package org.polymeter.gateway.imports;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.polymeter.codec.observation.Obis;
import org.polymeter.gateway.imports.DsmrColumns.Code;

/**
 * Headers of DSMR-reader's statistics of days and hours. In its exports, columns have titles in the language of the
 * user, which have changed with time: {@code Electricity 1 Returned (Dutch Users: Low Tariff)}. In its tables they have
 * names: {@code electricity1_returned}. Both are read by the words in them.
 */
final class DsmrStatistics {

    private static final Pattern ELECTRICITY =
            Pattern.compile("(?:electricity|elektriciteit|stroom)[ _]?([12])(?!\\d).*");
    private static final Pattern GAS = Pattern.compile("gas(?![a-z]).*");
    private static final Pattern HOUR = Pattern.compile("hour.*|uur|.*\\buur\\b.*");
    private static final Pattern DAY = Pattern.compile("day|date|datum|dag");
    private static final Pattern RETURNED = Pattern.compile(".*(return|retour|terug).*");
    private static final Pattern REGISTER = Pattern.compile(".*(reading|meterstand|meter position|meterpositie).*");
    private static final Pattern MOMENT = Pattern.compile(".*(timestamp|tijdstip).*");

    /** What was paid is no business of a meter. */
    private static final Pattern MONEY = Pattern.compile(".*(cost|kosten|price|prijs).*");

    private DsmrStatistics() {}

    /** Empty if it is neither of days nor of hours. */
    static Optional<DsmrColumns> columns(List<String> header) {
        List<String> titles =
                header.stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        OptionalInt hour = find(titles, title -> matches(HOUR, title));
        OptionalInt day = find(titles, title -> matches(DAY, title));
        Map<Integer, Code> codes = new TreeMap<>();
        Map<Integer, String> usages = new TreeMap<>();
        for (int i = 0; i < titles.size(); i++) {
            Matcher electricity = ELECTRICITY.matcher(titles.get(i));
            if (electricity.matches() && !matches(MONEY, titles.get(i)) && !matches(MOMENT, titles.get(i))) {
                int tariff = Integer.parseInt(electricity.group(1));
                boolean returned = matches(RETURNED, titles.get(i));
                if (matches(REGISTER, titles.get(i))) {
                    Obis obis = Obis.of(1, 0, returned ? 2 : 1, 8, tariff);
                    codes.put(i, new Code(obis, DsmrColumns.KILOWATT_HOURS));
                } else {
                    usages.put(i, "energy_" + (returned ? "export" : "import") + "_t" + tariff + "_kwh");
                }
            }
        }
        if (usages.isEmpty() || (hour.isEmpty() && day.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new DsmrColumns(
                hour.isPresent() ? hour.getAsInt() : day.orElseThrow(),
                hour.isEmpty(),
                codes,
                find(titles, "electricity_reading_timestamp"::equals),
                find(titles, title -> isGas(title) && matches(REGISTER, title) && !matches(MOMENT, title)),
                find(titles, title -> isGas(title) && matches(MOMENT, title)),
                usages,
                find(titles, title -> isGas(title) && !matches(REGISTER, title))));
    }

    private static boolean isGas(String title) {
        return matches(GAS, title) && !matches(MONEY, title);
    }

    private static boolean matches(Pattern pattern, String title) {
        return pattern.matcher(title).matches();
    }

    private static OptionalInt find(List<String> titles, Predicate<String> wanted) {
        return IntStream.range(0, titles.size())
                .filter(i -> wanted.test(titles.get(i)))
                .findFirst();
    }
}
