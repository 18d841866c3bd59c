package org.polymeter.gateway.imports;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What statistics say was used, in order of time: some years of hours fit into a small memory. */
final class Usages {

    private static final int DECIMALS = 6;
    private static final String GAS = "volume_m3";

    /** Quantities that follow from those of the tariffs, as in readings of a meter. */
    private static final List<String> TOTALS = List.of("energy_import_kwh", "energy_export_kwh");

    private final DsmrColumns columns;
    private final List<String> tariffs;
    private final TreeMap<Long, Span> spans = new TreeMap<>();
    private boolean anyGas;

    Usages(DsmrColumns columns) {
        this.columns = columns;
        this.tariffs = columns.usages().values().stream().distinct().toList();
    }

    /** Some time and what was used in it. */
    static final class Span {

        private static final long NOTHING = Long.MIN_VALUE;

        private final long start;
        private final long end;
        private final long[] amounts;

        private Span(long start, long end, long[] amounts) {
            this.start = start;
            this.end = end;
            this.amounts = amounts;
        }

        /** In ms. */
        long start() {
            return start;
        }

        /** In ms. */
        long end() {
            return end;
        }
    }

    /** One meter's part of them. */
    record Of(List<String> quantities, List<Span> spans, Amounts amounts) {}

    /** Tells how much of a quantity was used in a span; empty if it does not say. */
    interface Amounts {
        Optional<BigDecimal> of(Span span, String quantity);
    }

    /**
     * Adds a row.
     *
     * @throws NumberFormatException if it cannot be used, in words for people
     */
    void add(Instant start, Instant end, DsmrRow row) {
        long[] amounts = new long[tariffs.size() + 1];
        Arrays.fill(amounts, Span.NOTHING);
        for (Map.Entry<Integer, String> column : columns.usages().entrySet()) {
            amounts[tariffs.indexOf(column.getValue())] = amount(row, column.getKey());
        }
        if (columns.gasUsage().isPresent()) {
            amounts[tariffs.size()] = amount(row, columns.gasUsage().getAsInt());
            anyGas |= amounts[tariffs.size()] > 0;
        }
        Span span = new Span(start.toEpochMilli(), end.toEpochMilli(), amounts);
        Span before = spans.putIfAbsent(span.start, span);
        if (before != null && !Arrays.equals(before.amounts, amounts)) {
            throw new NumberFormatException("this time is there twice, with other values");
        }
    }

    /** Whether any gas was used. */
    boolean hasGas() {
        return anyGas;
    }

    Of electricity() {
        List<String> quantities = new ArrayList<>(tariffs);
        TOTALS.stream().filter(total -> parts(total).size() == 2).forEach(quantities::add);
        return new Of(quantities, List.copyOf(spans.values()), this::amount);
    }

    Of gas() {
        return new Of(List.of(GAS), List.copyOf(spans.values()), (span, gas) -> amount(span.amounts[tariffs.size()]));
    }

    private Optional<BigDecimal> amount(Span span, String quantity) {
        int index = tariffs.indexOf(quantity);
        if (index >= 0) {
            return amount(span.amounts[index]);
        }
        List<Integer> parts = parts(quantity);
        return amount(span.amounts[parts.getFirst()])
                .flatMap(one -> amount(span.amounts[parts.getLast()]).map(one::add));
    }

    /** Where the tariffs are that make a total. */
    private List<Integer> parts(String total) {
        List<Integer> parts = new ArrayList<>();
        for (int i = 0; i < tariffs.size(); i++) {
            if (tariffs.get(i).startsWith(total.substring(0, total.lastIndexOf('_')) + "_t")) {
                parts.add(i);
            }
        }
        return parts;
    }

    private static long amount(DsmrRow row, int column) {
        Optional<BigDecimal> number = row.number(column);
        if (number.filter(amount -> amount.signum() < 0).isPresent()) {
            throw new NumberFormatException("less than nothing was used: " + row.text(column));
        }
        return number.map(amount -> amount.movePointRight(DECIMALS).longValueExact())
                .orElse(Span.NOTHING);
    }

    private static Optional<BigDecimal> amount(long mantissa) {
        return mantissa == Span.NOTHING ? Optional.empty() : Optional.of(BigDecimal.valueOf(mantissa, DECIMALS));
    }
}
