package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.polymeter.gateway.insight.Calendar;
import org.polymeter.gateway.insight.Component;
import org.polymeter.gateway.insight.Direction;
import org.polymeter.gateway.insight.Pricing;
import org.polymeter.gateway.insight.Pricing.Per;

/** Reads one line of a contract's {@code components}. */
final class ComponentReader {

    /** What a component may be charged by besides one price. */
    private static final List<String> WAYS = List.of("rates", "registers", "series", "capacity");

    private final Section section;
    private final Terms terms;

    ComponentReader(Section section, Terms terms) {
        this.section = section;
        this.terms = terms;
    }

    /** {@code calendar}: of the contract, if it has one. */
    Optional<Component> read(BigDecimal contractVat, Optional<Calendar> calendar, Calendar.Holidays holidays) {
        Optional<String> name = section.required("name", "what it is called on the bill, such as name: energy");
        Direction direction = section.choice("of", Direction.class, Direction.IMPORT);
        BigDecimal vat = section.parsed("vat", Amounts::percentage, Amounts.SOME_PERCENTAGE)
                .orElse(contractVat);
        List<String> ways = new ArrayList<>();
        for (String way : WAYS) {
            if (section.has(way)) {
                ways.add(way);
            }
        }
        if (ways.size() > 1) {
            section.problem(
                    ways.get(1),
                    section.what() + " has both '" + ways.get(0) + "' and '" + ways.get(1) + "' – keep one");
        }
        Optional<Pricing> pricing = switch (ways.isEmpty() ? "" : ways.get(0)) {
            case "rates" -> rates(CalendarReader.read(section, holidays).or(() -> calendar));
            case "registers" ->
                prices("registers", key -> key.matches("t\\d{1,2}"), "t1, t2 …").map(Pricing.Registers::new);
            case "series" -> dynamic();
            case "capacity" -> new CapacityReader(section, terms).read(direction);
            default -> price();
        };
        section.end();
        return name.flatMap(known -> pricing.map(way -> new Component(known, direction, way, vat)));
    }

    private Optional<Pricing> price() {
        if (section.required("price", "or one of " + Words.allOf(new LinkedHashSet<>(WAYS)))
                .isEmpty()) {
            return Optional.empty();
        }
        Optional<BigDecimal> price = section.parsed("price", Amounts::price, Amounts.SOME_PRICE);
        boolean standing = section.has("per");
        Per per = section.choice("per", Per.class, Per.MONTH);
        return price.map(amount -> standing ? new Pricing.Standing(amount, per) : new Pricing.Fixed(amount));
    }

    private Optional<Pricing> rates(Optional<Calendar> calendar) {
        if (calendar.isEmpty()) {
            section.problem(
                    "rates",
                    section.what() + " has 'rates', but neither it nor the contract has a 'calendar' that says when");
            return prices("rates", key -> true, "").flatMap(prices -> Optional.empty());
        }
        Set<String> labels = new HashSet<>();
        calendar.get().windows().forEach(window -> labels.add(window.label()));
        Optional<Map<String, BigDecimal>> prices = prices("rates", labels::contains, "a rate of the calendar");
        prices.ifPresent(given -> labels.stream()
                .filter(label -> !given.containsKey(label))
                .sorted()
                .forEach(label -> section.problem(
                        "rates", "'rates' in " + section.what() + " has no price for '" + label + "'")));
        return prices.map(given -> new Pricing.Rates(calendar.get(), given));
    }

    private Optional<Map<String, BigDecimal>> prices(String key, Predicate<String> known, String expected) {
        Optional<Section> block = section.section(key, "'" + key + "' of " + section.what());
        return block.map(prices -> {
            Map<String, BigDecimal> found = new LinkedHashMap<>();
            for (String label : List.copyOf(prices.keys())) {
                if (!known.test(label)) {
                    prices.problem(label, "'" + label + "' in " + prices.what() + " – expected " + expected);
                }
                prices.parsed(label, Amounts::price, Amounts.SOME_PRICE).ifPresent(price -> found.put(label, price));
            }
            prices.end();
            return found;
        });
    }

    private Optional<Pricing> dynamic() {
        Optional<String> id = section.text("series");
        if (id.isPresent() && !terms.series().contains(id.get())) {
            section.unexpected(
                    "series", id.get(), "the id of an entry under 'prices'" + Words.perhaps(id.get(), terms.series()));
        }
        BigDecimal factor =
                section.parsed("factor", Amounts::price, Amounts.SOME_PRICE).orElse(BigDecimal.ONE);
        BigDecimal plus =
                section.parsed("plus", Amounts::price, Amounts.SOME_PRICE).orElse(BigDecimal.ZERO);
        return id.map(known -> new Pricing.Dynamic(known, factor, plus));
    }
}
