package org.polymeter.gateway.imports;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.polymeter.gateway.history.HistoryMeter;
import org.polymeter.gateway.imports.Usages.Span;

/**
 * Turns what was used in hours or days into what the meter's registers may have shown, so that the differences are what
 * was used. Works from the newest hour to the oldest: each register ends where the next one that is known begins, so
 * that nothing jumps where imported history and the meter's own meet. What the history knows stays as it is.
 */
final class RegisterFill {

    /** Of history that is looked at together: a month. */
    private static final long STRETCH = 31L * 24 * 3600 * 1000;

    private final ImportSettings settings;
    private final Deposit deposit;
    private final Tally tally;
    private final String file;

    RegisterFill(ImportSettings settings, Deposit deposit, Tally tally, String file) {
        this.settings = settings;
        this.deposit = deposit;
        this.tally = tally;
        this.file = file;
    }

    void fill(String meter, String medium, Usages.Of usages) throws IOException, ImportException {
        List<Span> spans = usages.spans();
        if (spans.isEmpty()) {
            return;
        }
        Known known = new Known(deposit.history(), meter, settings.zone());
        Map<String, Line> lines = lines(meter, usages, known);
        deposit.describe(new HistoryMeter(
                meter,
                settings.zone(),
                meter,
                settings.meter().name().filter(name -> !medium.equals("gas")).orElse(""),
                settings.meter().role().filter(role -> !medium.equals("gas")).orElse(""),
                medium));
        long after = Long.MAX_VALUE;
        for (int last = spans.size() - 1; last >= 0; ) {
            long from = spans.get(last).end() - STRETCH;
            int first = last;
            while (first > 0 && spans.get(first - 1).start() >= from) {
                first--;
            }
            List<Span> stretch = spans.subList(first, last + 1);
            stretch(meter, stretch, usages, lines, known, after);
            after = stretch.getFirst().start();
            last = first - 1;
            tally.progress(spans.size() - first, spans.size());
        }
    }

    /** Where each register ends; those of which that is not known are left out. */
    private Map<String, Line> lines(String meter, Usages.Of usages, Known known) throws IOException, ImportException {
        long end = usages.spans().getLast().end();
        Map<String, BigDecimal> next = known.after(end, Long.MAX_VALUE, usages.quantities());
        Map<String, Map.Entry<Long, BigDecimal>> last = known.before(end, usages.quantities());
        Map<String, Line> lines = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String quantity : usages.quantities()) {
            Optional<BigDecimal> stand = Optional.ofNullable(next.get(quantity))
                    .or(() -> Optional.ofNullable(last.get(quantity))
                            .map(register -> register.getValue().add(sum(usages, quantity, register.getKey()))));
            BigDecimal all = sum(usages, quantity, Long.MIN_VALUE);
            if (stand.isPresent() || settings.fromZero()) {
                lines.put(quantity, new Line(quantity, stand.orElse(all)));
            } else if (all.signum() > 0) {
                unknown.add(quantity);
            }
        }
        if (lines.isEmpty() && !unknown.isEmpty()) {
            throw new ImportException(file + " says what was used, not what the meter showed, and the history has no"
                    + " reading of " + meter + " that it could be joined to. Read the meter once (polymeter run), then"
                    + " import; or, if that meter is gone, begin its registers at zero: --from-zero");
        }
        unknown.forEach(quantity -> tally.passOver(quantity + ": " + meter + " has no such register"));
        return lines;
    }

    /** What was used from a time on. */
    private static BigDecimal sum(Usages.Of usages, String quantity, long from) {
        BigDecimal sum = BigDecimal.ZERO;
        for (Span span : usages.spans()) {
            if (span.start() >= from) {
                sum = sum.add(usages.amounts().of(span, quantity).orElse(BigDecimal.ZERO));
            }
        }
        return sum;
    }

    /** {@code after}: where what was done before begins. */
    private void stretch(
            String meter, List<Span> spans, Usages.Of usages, Map<String, Line> lines, Known known, long after)
            throws IOException, ImportException {
        long from = spans.getFirst().start();
        long to = spans.getLast().end();
        List<String> quantities = List.copyOf(lines.keySet());
        Map<String, BigDecimal> between = to < after ? known.after(to, after, quantities) : Map.of();
        Map<String, NavigableMap<Long, BigDecimal>> within = known.within(from, to, quantities);
        NavigableMap<Long, Map<String, BigDecimal>> made = new TreeMap<>();
        for (Line line : lines.values()) {
            line.enter(
                    within.getOrDefault(line.quantity, new TreeMap<>()),
                    Optional.ofNullable(between.get(line.quantity)));
            for (Span span : spans.reversed()) {
                Optional<BigDecimal> amount = usages.amounts().of(span, line.quantity);
                if (amount.isPresent()) {
                    line.span(span, amount.get(), made);
                }
            }
            line.leave();
        }
        for (Map.Entry<Long, Map<String, BigDecimal>> entry : made.entrySet()) {
            deposit.put(Estimate.reading(meter, Instant.ofEpochMilli(entry.getKey()), entry.getValue()));
        }
        deposit.flush(); // what comes next looks at it
    }

    /** One register, backwards. */
    private final class Line {

        private final String quantity;

        /** The earliest value that is known after what is looked at. */
        private BigDecimal next;

        private NavigableMap<Long, BigDecimal> known = new TreeMap<>();

        Line(String quantity, BigDecimal next) {
            this.quantity = quantity;
            this.next = next;
        }

        void enter(NavigableMap<Long, BigDecimal> within, Optional<BigDecimal> between) {
            known = within;
            next = between.orElse(next);
        }

        void leave() {
            next = known.isEmpty() ? next : known.firstEntry().getValue();
        }

        void span(Span span, BigDecimal amount, Map<Long, Map<String, BigDecimal>> made) throws ImportException {
            if (!known.subMap(span.start(), false, span.end(), false).isEmpty()) {
                tally.passOver(quantity + ": hours or days of which the history has readings");
                return;
            }
            Map.Entry<Long, BigDecimal> later = known.ceilingEntry(span.end());
            BigDecimal end = later == null ? next : later.getValue();
            BigDecimal start = end.subtract(amount);
            if (start.signum() < 0 && !known.containsKey(span.start())) {
                throw new ImportException(file + " counts more than the meter does: before "
                        + Instant.ofEpochMilli(span.end()) + " " + quantity + " would have been below zero. What is"
                        + " newer is imported. If another meter was there before, import the older rows as that"
                        + " one, with --meter and --from-zero");
            }
            put(span.end(), end, made);
            put(span.start(), start, made);
        }

        private void put(long time, BigDecimal value, Map<Long, Map<String, BigDecimal>> made) {
            if (known.putIfAbsent(time, value) == null) {
                made.computeIfAbsent(time, unused -> new HashMap<>()).put(quantity, value);
            }
        }
    }
}
