package org.polymeter.gateway.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.polymeter.gateway.insight.CapacityModel;
import org.polymeter.gateway.insight.CapacityModel.Step;
import org.polymeter.gateway.insight.Direction;
import org.polymeter.gateway.insight.Pricing;

/** Reads a component that charges for peaks: the name of a model, and prices where it has none or others hold. */
final class CapacityReader {

    private static final String REST = "rest";

    private final Section section;
    private final Terms terms;

    CapacityReader(Section section, Terms terms) {
        this.section = section;
        this.terms = terms;
    }

    Optional<Pricing> read(Direction direction) {
        Optional<CapacityModel> model = section.text("capacity").flatMap(this::named);
        Optional<BigDecimal> price = section.parsed("price", Amounts::price, Amounts.SOME_PRICE);
        Pricing.Per per = section.choice("per", Pricing.Per.class, Pricing.Per.MONTH);
        Optional<BigDecimal> floor = section.parsed("floor", Amounts::price, "kW such as 2.5");
        List<Step> steps = steps();
        if (direction == Direction.EXPORT) {
            section.problem("of", section.what() + " charges for peaks, which are those of import");
        }
        if (price.isPresent() && (!section.has("per") || per == Pricing.Per.DAY)) {
            section.problem(
                    "price", "'price' in " + section.what() + " is that of a kW – add 'per: month' or 'per: year'");
        }
        return model.map(found -> {
            CapacityModel priced = price.map(amount -> found.at(amount, per)).orElse(found);
            CapacityModel stepped = steps.isEmpty() ? priced : priced.with(steps);
            if (!stepped.hasPrices()) {
                section.problem("capacity", "'" + found.name() + "' has no prices – add 'price' and 'per', or 'steps'");
            } else if (stepped.currency()
                    .filter(other -> !other.equals(terms.currency()))
                    .isPresent()) {
                section.problem(
                        "capacity",
                        "'" + found.name() + "' is in " + stepped.currency().get() + ", the tariff in "
                                + terms.currency());
            }
            return new Pricing.Capacity(floor.map(stepped::atLeast).orElse(stepped));
        });
    }

    private Optional<CapacityModel> named(String name) {
        Map<String, CapacityModel> models = terms.models();
        Optional<CapacityModel> model = Optional.ofNullable(models.get(name));
        if (model.isEmpty()) {
            Set<String> names = models.keySet();
            section.unexpected("capacity", name, Words.anyOf(names) + Words.perhaps(name, names));
        }
        return model;
    }

    /** {@code steps: {2: 155, 5: 195, rest: 335}}: below 2 kW, below 5 kW, all above. */
    private List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        section.section("steps", "'steps' of " + section.what()).ifPresent(block -> {
            for (String bound : List.copyOf(block.keys())) {
                Optional<BigDecimal> below = bound.equals(REST) ? Optional.empty() : Amounts.price(bound);
                if (below.isEmpty() && !bound.equals(REST)) {
                    block.problem(bound, "'" + bound + "' in " + block.what() + " – expected kW or 'rest'");
                }
                block.parsed(bound, Amounts::price, Amounts.SOME_PRICE)
                        .ifPresent(price -> steps.add(new Step(below, price)));
            }
            if (!block.has(REST)) {
                block.problem(block.what() + " has no 'rest' – what all above the last step pays");
            }
            block.end();
        });
        steps.sort(Comparator.comparing(
                step -> step.below().orElse(null), Comparator.nullsLast(Comparator.naturalOrder())));
        return steps;
    }
}
