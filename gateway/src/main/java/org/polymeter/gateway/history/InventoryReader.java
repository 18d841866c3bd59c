package org.polymeter.gateway.history;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Finds out what there is of meters. Within one {@link Store.Work}. */
final class InventoryReader {

    private final Tables tables;

    InventoryReader(Tables tables) {
        this.tables = tables;
    }

    /** Looks through the rollups of days, for a quantity may have come or gone at any time. */
    Inventory of(HistoryMeter meter) throws SQLException, IOException {
        Map<Integer, Span> spans = new TreeMap<>();
        for (Tables.Page page : tables.pages(meter, Level.DAYS, Long.MIN_VALUE, Long.MAX_VALUE, Rollups::isTime)) {
            for (Row row : page.rows()) {
                Rollups.spans(row).forEach((quantity, span) -> spans.merge(quantity, span, InventoryReader::both));
            }
        }
        List<Inventory.Item> items = new ArrayList<>();
        spans.forEach((key, span) ->
                items.add(new Inventory.Item(tables.name(key), tables.kind(key), span.from(), span.to())));
        items.sort(Comparator.comparing(Inventory.Item::name));
        return new Inventory(meter, tables.edge(meter, Level.READINGS, false).map(Instant::ofEpochMilli), items);
    }

    /** From the start of the first quarter hour of any of these to the end of the last. */
    Optional<Span> span(List<HistoryMeter> meters) throws SQLException, IOException {
        Optional<Span> all = Optional.empty();
        for (HistoryMeter meter : meters) {
            Optional<Long> first = tables.edge(meter, Level.QUARTERS, false);
            Optional<Long> last = tables.edge(meter, Level.QUARTERS, true);
            if (first.isPresent() && last.isPresent()) {
                long from = quarters(meter, first.get()).findFirst().orElse(first.get());
                long to = quarters(meter, last.get())
                        .reduce((before, after) -> after)
                        .orElse(last.get());
                Span own = new Span(Instant.ofEpochMilli(from), Instant.ofEpochMilli(to + Level.QUARTER));
                all = Optional.of(all.map(known -> both(known, own)).orElse(own));
            }
        }
        return all;
    }

    /** When those of a page start. */
    private Stream<Long> quarters(HistoryMeter meter, long page) throws SQLException, IOException {
        return tables.pages(meter, Level.QUARTERS, page, page, cell -> false).stream()
                .flatMap(found -> found.rows().stream())
                .map(Row::time);
    }

    private static Span both(Span one, Span other) {
        return new Span(
                one.from().isBefore(other.from()) ? one.from() : other.from(),
                one.to().isAfter(other.to()) ? one.to() : other.to());
    }
}
