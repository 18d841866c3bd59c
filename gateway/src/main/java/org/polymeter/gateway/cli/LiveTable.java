package org.polymeter.gateway.cli;

import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.polymeter.codec.reading.Reading;
import org.polymeter.gateway.sink.Fact;
import org.polymeter.gateway.sink.Sink;

/**
 * Every meter in a line: power, energies, age. Redrawn in place on a terminal; elsewhere printed
 * once, at the end.
 */
public final class LiveTable implements Sink {

    private static final long REDRAW_MILLIS = 500;
    private static final List<String> HEADS =
            List.of("Meter", "Name", "Power", "Import", "Export", "Gas, water", "Readings", "Age");
    private static final int METER = 0;
    private static final int FIRST_NUMBER = 2;
    private static final int READINGS = 6;
    private static final String APPARENT = "apparent_power_import_va";

    /** What is shown where there is room for everything, for less, and for no more than necessary. */
    private static final List<List<Integer>> LAYOUTS = List.of(without(), without(READINGS), without(READINGS, METER));

    private static final String WIDE_GAP = "   ";
    private static final String GAP = "  ";
    private static final String CLEAR_LINE = "\033[2K";

    private final PrintWriter out;
    private final InstantSource clock;
    private final Supplier<String> caption;
    private final boolean live = Terminal.isInteractive();
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private int drawn;

    private static final class Row {
        String name = "";
        boolean online;
        long readings;

        @Nullable
        Instant last;

        final Map<String, BigDecimal> values = new LinkedHashMap<>();
    }

    public LiveTable(PrintWriter out, InstantSource clock) {
        this(out, clock, () -> "");
    }

    /** {@code caption}: what is said below the table while it is live. */
    LiveTable(PrintWriter out, InstantSource clock, Supplier<String> caption) {
        this.out = out;
        this.clock = clock;
        this.caption = caption;
    }

    /** Printed above the table. */
    public void headline(String text) {
        out.println(text);
        out.flush();
    }

    /** Begins to redraw. */
    public void start() {
        if (live) {
            Thread.ofPlatform().name("table").daemon().start(this::redraw);
        }
    }

    @Override
    public String describe() {
        return "table";
    }

    @Override
    public void write(List<Fact> batch) {
        lock.lock();
        try {
            batch.forEach(this::take);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
    }

    /** The last table, and what it means in one line. */
    public void summary() {
        stopping.countDown();
        lock.lock();
        try {
            draw();
            long readings =
                    rows.values().stream().mapToLong(row -> row.readings).sum();
            out.println();
            out.println(rows.size() + " meters, " + readings + " readings, one profile.");
            out.flush();
        } finally {
            lock.unlock();
        }
    }

    private void redraw() {
        try {
            while (!stopping.await(REDRAW_MILLIS, TimeUnit.MILLISECONDS)) {
                lock.lock();
                try {
                    draw();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Fact fact) {
        switch (fact) {
            case Fact.Described described -> {
                String name = described.info().name();
                row(described.info().meter()).name =
                        name == null ? described.info().medium() : name;
            }
            case Fact.Alive alive -> row(alive.meter()).online = alive.online();
            case Fact.Heard heard -> take(heard.reading());
            case Fact.Happened happened -> {}
            case Fact.Known known -> {}
            case Fact.Removed removed -> rows.remove(removed.meter());
            case Fact.Raw raw -> {}
            case Fact.Told told -> {}
            case Fact.Rejected rejected -> {}
            case Fact.GatewayDescribed described -> {}
            case Fact.Counted counted -> {}
        }
    }

    private void take(Reading reading) {
        Row row = row(reading.meter());
        row.readings++;
        row.last = reading.received();
        for (int i = 0; i < reading.size(); i++) {
            if (!reading.isText(i)) {
                row.values.put(reading.quantity(i).name(), reading.number(i));
            }
        }
    }

    private Row row(String meter) {
        return rows.computeIfAbsent(meter, unused -> new Row());
    }

    private void draw() {
        List<List<String>> table = new ArrayList<>();
        table.add(HEADS);
        rows.forEach((meter, row) -> table.add(line(meter, row)));
        if (live && drawn > 0) {
            out.printf("\033[%dA", drawn);
        }
        int room = live ? Terminal.columns() : Integer.MAX_VALUE;
        List<Integer> columns = LAYOUTS.stream()
                .filter(layout -> width(layout, table) <= room)
                .findFirst()
                .orElse(LAYOUTS.getLast());
        String gap = width(columns, table) + columns.size() <= room ? WIDE_GAP : GAP;
        for (List<String> line : table) {
            String text = aligned(line, columns, table, gap);
            out.println((live ? CLEAR_LINE : "") + text.substring(0, Math.min(room, text.length())));
        }
        drawn = table.size();
        String below = live ? caption.get() : "";
        if (!below.isEmpty()) {
            out.println(CLEAR_LINE + below.substring(0, Math.min(room, below.length())));
            drawn++;
        }
        out.flush();
    }

    private List<String> line(String meter, Row row) {
        return List.of(
                meter,
                row.name,
                first(value(row, "power_w", "W"), value(row, "heat_power_w", "W"), value(row, APPARENT, "VA")),
                first(value(row, "energy_import_kwh", "kWh"), value(row, "heat_energy_kwh", "kWh")),
                value(row, "energy_export_kwh", "kWh"),
                value(row, "volume_m3", "m³"),
                "" + row.readings,
                row.online ? age(row) : "offline");
    }

    private static String first(String... values) {
        return Stream.of(values).filter(value -> !value.isEmpty()).findFirst().orElse("");
    }

    private static String value(Row row, String name, String unit) {
        BigDecimal value = row.values.get(name);
        return value == null ? "" : value.toPlainString() + " " + unit;
    }

    private String age(Row row) {
        Instant last = row.last;
        if (last == null) {
            return "";
        }
        double seconds = Math.max(0, Duration.between(last, clock.instant()).toMillis()) / 1000.0;
        return seconds < 100 ? String.format(Locale.ROOT, "%.1f s", seconds) : Math.round(seconds / 60) + " min";
    }

    /** Words to the left, numbers to the right, as wide as the widest. */
    private static String aligned(List<String> line, List<Integer> columns, List<List<String>> table, String gap) {
        StringBuilder text = new StringBuilder();
        for (int column : columns) {
            String cell = line.get(column);
            String padding = " ".repeat(width(column, table) - cell.length());
            text.append(text.isEmpty() ? "" : gap).append(column >= FIRST_NUMBER ? padding + cell : cell + padding);
        }
        return text.toString().stripTrailing();
    }

    private static int width(int column, List<List<String>> table) {
        return table.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    /** With the smallest gaps. */
    private static int width(List<Integer> columns, List<List<String>> table) {
        int gaps = GAP.length() * (columns.size() - 1);
        return gaps + columns.stream().mapToInt(column -> width(column, table)).sum();
    }

    private static List<Integer> without(Integer... left) {
        return IntStream.range(0, HEADS.size())
                .boxed()
                .filter(column -> !List.of(left).contains(column))
                .toList();
    }
}
