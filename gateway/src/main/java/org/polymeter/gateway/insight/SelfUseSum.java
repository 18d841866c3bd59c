package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds up what became of a site's production. */
final class SelfUseSum {

    private final EnergySeries series;
    private final Span range;
    private final List<Kind> kinds = new ArrayList<>();
    private final List<List<Energy>> registers = new ArrayList<>();

    private enum Kind {
        IMPORT,
        EXPORT,
        PRODUCTION,
        CHARGE,
        DISCHARGE
    }

    private SelfUseSum(EnergySeries series, Span range) {
        this.series = series;
        this.range = range;
    }

    static SelfUse of(EnergySeries series, Site site, Span range) {
        SelfUseSum sum = new SelfUseSum(series, range);
        for (String meter : site.grid()) {
            sum.add(Kind.IMPORT, meter, Direction.IMPORT.quantity());
            sum.add(Kind.EXPORT, meter, Direction.EXPORT.quantity());
        }
        for (Site.Register plant : site.production()) {
            sum.add(Kind.PRODUCTION, plant.meter(), plant.quantity());
        }
        for (String meter : site.storage()) {
            sum.add(Kind.CHARGE, meter, Direction.IMPORT.quantity());
            sum.add(Kind.DISCHARGE, meter, Direction.EXPORT.quantity());
        }
        return sum.total();
    }

    private void add(Kind kind, String meter, String quantity) {
        kinds.add(kind);
        registers.add(series.between(meter, quantity, range).stream()
                .filter(energy -> range.holds(energy.span()))
                .toList());
    }

    private SelfUse total() {
        Map<Kind, BigDecimal> sums = new EnumMap<>(Kind.class);
        BigDecimal selfConsumed = BigDecimal.ZERO;
        BigDecimal consumed = BigDecimal.ZERO;
        Duration known = Duration.ZERO;
        for (Alignment.Row row : new Alignment(registers).rows()) {
            BigDecimal own =
                    of(Kind.PRODUCTION, row).subtract(of(Kind.EXPORT, row)).max(BigDecimal.ZERO);
            BigDecimal fromBattery = of(Kind.DISCHARGE, row).subtract(of(Kind.CHARGE, row));
            selfConsumed = selfConsumed.add(own);
            consumed =
                    consumed.add(of(Kind.IMPORT, row).add(own).add(fromBattery).max(BigDecimal.ZERO));
            for (Kind kind : Kind.values()) {
                sums.merge(kind, of(kind, row), BigDecimal::add);
            }
            known = known.plus(row.span().length());
        }
        return new SelfUse(
                sums.getOrDefault(Kind.PRODUCTION, BigDecimal.ZERO),
                sums.getOrDefault(Kind.IMPORT, BigDecimal.ZERO),
                sums.getOrDefault(Kind.EXPORT, BigDecimal.ZERO),
                sums.getOrDefault(Kind.CHARGE, BigDecimal.ZERO),
                sums.getOrDefault(Kind.DISCHARGE, BigDecimal.ZERO),
                selfConsumed,
                consumed,
                range.length().minus(known));
    }

    private BigDecimal of(Kind kind, Alignment.Row row) {
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i) == kind) {
                sum = sum.add(row.kwh().get(i));
            }
        }
        return sum;
    }
}
