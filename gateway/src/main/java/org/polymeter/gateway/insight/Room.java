package org.polymeter.gateway.insight;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** How high a running period may become before it costs something. */
final class Room {

    private final PeakSearch search;
    private final CapacityModel model;
    private final Instant begin;
    private final YearMonth month;
    private final List<BigDecimal> others;

    Room(PeakSearch search, CapacityModel model, Instant begin, ZoneId zone) {
        this.search = search;
        this.model = model;
        this.begin = begin;
        this.month = YearMonth.from(begin.atZone(zone));
        this.others = search.candidatesWithout(begin.atZone(zone).toLocalDate(), month).stream()
                .map(Peak::kilowatts)
                .limit(model.highest() - 1L)
                .toList();
    }

    /** kW that leaves what this month counts as it is; empty if that is unknown. */
    Optional<BigDecimal> withoutRise() {
        Optional<BigDecimal> floor = Optional.of(model.floor()).filter(kilowatts -> kilowatts.signum() > 0);
        return search.month(month).kilowatts().or(() -> floor).flatMap(this::upTo);
    }

    /** kW that stays in the step which the month is in now; empty without steps, and in the last one. */
    Optional<BigDecimal> withinStep() {
        return model.step(search.month(month).kilowatts().orElse(model.floor()))
                .flatMap(CapacityModel.Step::below)
                .flatMap(this::upTo);
    }

    /** The power with which the mean of this period's and the others that count beside it is what is given. */
    private Optional<BigDecimal> upTo(BigDecimal mean) {
        BigDecimal sum = mean.multiply(BigDecimal.valueOf(others.size() + 1L));
        BigDecimal weighted = others.stream().reduce(sum, BigDecimal::subtract).max(BigDecimal.ZERO);
        return search.weight(begin).map(weight -> Exact.quotient(weighted, weight));
    }
}
